/* Stands in for the mscms.dll of Windows: that of wine 8 lacks functions which Qt's window plugin asks for. No colour
   profile is ever found. For trials under wine alone, never shipped. */
__declspec(dllexport) const char planimport_mark[] = "PLANIMPORT-TRIAL-STAND-IN";

__declspec(dllexport) void *OpenColorProfileW(void) { return 0; }
__declspec(dllexport) int CloseColorProfile(void) { return 1; }
__declspec(dllexport) void *WcsCreateIccProfile(void) { return 0; }
__declspec(dllexport) int GetColorProfileFromHandle(void) { return 0; }

int __stdcall DllMainCRTStartup(void *module, unsigned reason, void *reserved)
{
    (void)module, (void)reason, (void)reserved;
    return 1;
}
