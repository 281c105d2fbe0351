/* Stands in for the icuuc.dll of Windows, which wine 8 lacks and Qt from 6.10 asks for at its start. Every function is
   there and says "no": Qt then does without ICU's converters. For trials under wine alone, never shipped. */
#define SAYS(name, type, answer) __declspec(dllexport) type name(void) { return answer; }

__declspec(dllexport) const char planimport_mark[] = "PLANIMPORT-TRIAL-STAND-IN";

__declspec(dllexport) void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void) {}
__declspec(dllexport) void UCNV_TO_U_CALLBACK_SUBSTITUTE(void) {}
__declspec(dllexport) void ucnv_cbFromUWriteUChars(void) {}
__declspec(dllexport) void ucnv_cbToUWriteUChars(void) {}
__declspec(dllexport) void ucnv_close(void) {}
__declspec(dllexport) void ucnv_fromUnicode(void) {}
__declspec(dllexport) void ucnv_getFromUCallBack(void) {}
__declspec(dllexport) void ucnv_getToUCallBack(void) {}
__declspec(dllexport) void ucnv_reset(void) {}
__declspec(dllexport) void ucnv_setFromUCallBack(void) {}
__declspec(dllexport) void ucnv_setToUCallBack(void) {}
__declspec(dllexport) void ucnv_setSubstString(void) {}
__declspec(dllexport) void ucnv_toUnicode(void) {}
SAYS(ucnv_countAvailable, int, 0)
SAYS(ucnv_fromUCountPending, int, 0)
SAYS(ucnv_toUCountPending, int, 0)
SAYS(ucnv_getMaxCharSize, signed char, 1)
SAYS(ucnv_getAvailableName, const char *, 0)
SAYS(ucnv_getName, const char *, 0)
SAYS(ucnv_getStandardName, const char *, 0)

/* The fourth of ICU's errors: a file is missing. */
__declspec(dllexport) void *ucnv_open(const char *name, int *error)
{
    (void)name;
    if (error)
        *error = 4;
    return 0;
}

int __stdcall DllMainCRTStartup(void *module, unsigned reason, void *reserved)
{
    (void)module, (void)reason, (void)reserved;
    return 1;
}
