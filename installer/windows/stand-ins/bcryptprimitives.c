/* Stands in for the bcryptprimitives.dll of Windows, which wine 8 lacks and libraries written in Rust take their random
   numbers from. Hands on to the older function that does the same. For trials under wine alone, never shipped. */
__declspec(dllexport) const char planimport_mark[] = "PLANIMPORT-TRIAL-STAND-IN";

__declspec(dllimport) unsigned char __stdcall SystemFunction036(void *place, unsigned long length);

__declspec(dllexport) int __stdcall ProcessPrng(unsigned char *place, unsigned long long length)
{
    return SystemFunction036(place, (unsigned long)length);
}

int __stdcall DllMainCRTStartup(void *module, unsigned reason, void *reserved)
{
    (void)module, (void)reason, (void)reserved;
    return 1;
}
