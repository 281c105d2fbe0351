; The setup program for one user: needs no administrator, and leaves as it came. Compiled by installer/win.py, which
; defines what is in capitals below and writes files.nsh: the list of files that is
; installed, and the same list to be removed. Nothing that is not in the list is ever deleted from the folder.
Unicode True
ManifestDPIAware True
ManifestSupportedOS all
RequestExecutionLevel user
!ifdef QUICK ; for trials that compile more than one
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif

!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include Sections.nsh
!include WinVer.nsh
!include nsDialogs.nsh

!define NAME "PlanImport"
!define PROGRAM "planimport-gui.exe"
!define CONSOLE "planimport.exe"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"
!define OWN_KEY "Software\${NAME}"
!define CLASSES "Software\Classes"
!define TYPE_NAME "${NAME}.Plan"
!define APP_KEY "${CLASSES}\Applications\${PROGRAM}"
!define EXIT_RUNNING 5
!define EXIT_OLD_WINDOWS 6
!define EXIT_OLD_VERSION 7

Name "${NAME}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "${OWN_KEY}" "InstallDir"
BrandingText "${NAME} ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow
!ifdef SIGN
  !finalize '${SIGN} "%1"'
  !uninstfinalize '${SIGN} "%1"'
!endif

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_WELCOMEPAGE_TEXT "$(WORDS_WELCOME)"
!insertmacro MUI_PAGE_WELCOME
; Nobody has to agree to the licences of libraries: they are there to be read.
!define MUI_PAGE_HEADER_TEXT "$(WORDS_LICENCE_HEAD)"
!define MUI_PAGE_HEADER_SUBTEXT ""
!define MUI_LICENSEPAGE_TEXT_TOP " "
!define MUI_LICENSEPAGE_TEXT_BOTTOM "$(WORDS_LICENCE_WHERE)"
!define MUI_LICENSEPAGE_BUTTON "$(^NextBtn)"
!insertmacro MUI_PAGE_LICENSE "$(LICENCE)"
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
UninstPage custom un.DataPage un.DataPageLeave
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Russian"
!insertmacro MUI_LANGUAGE "English"
LicenseLangString LICENCE ${LANG_RUSSIAN} "${LICENCE_RU}"
LicenseLangString LICENCE ${LANG_ENGLISH} "${LICENCE_EN}"
!include "words.nsh"
!include "${FILES}"

VIProductVersion "${FOUR_NUMBERS}"
VIAddVersionKey /LANG=1033 "ProductName" "${NAME}"
VIAddVersionKey /LANG=1033 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=1033 "FileVersion" "${FOUR_NUMBERS}"
VIAddVersionKey /LANG=1033 "FileDescription" "${NAME} setup"
VIAddVersionKey /LANG=1033 "CompanyName" "${NAME}"
VIAddVersionKey /LANG=1033 "LegalCopyright" "${NAME}"

Var RemoveData
Var DataTick

; A running program keeps its own file from being opened for writing. Asks until both are closed; silent, it gives up.
!macro DEFINE_AWAIT_CLOSED un
Function ${un}AwaitClosed
  again:
  StrCpy $1 ""
  ${If} ${FileExists} "$INSTDIR\${PROGRAM}"
    ClearErrors
    FileOpen $0 "$INSTDIR\${PROGRAM}" a
    ${If} ${Errors}
      StrCpy $1 "running"
    ${Else}
      FileClose $0
    ${EndIf}
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR\${CONSOLE}"
    ClearErrors
    FileOpen $0 "$INSTDIR\${CONSOLE}" a
    ${If} ${Errors}
      StrCpy $1 "running"
    ${Else}
      FileClose $0
    ${EndIf}
  ${EndIf}
  ${If} $1 == "running"
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(WORDS_RUNNING)" /SD IDCANCEL IDRETRY again
    SetErrorLevel ${EXIT_RUNNING}
    Quit
  ${EndIf}
FunctionEnd
!macroend
!insertmacro DEFINE_AWAIT_CLOSED ""
!insertmacro DEFINE_AWAIT_CLOSED "un."

; Windows shows new and gone file types at once.
!macro TELL_SHELL
  System::Call "shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)"
!macroend

Section "${NAME}" SECTION_PROGRAM
  SectionIn RO
  Call AwaitClosed
  Call RemoveOldVersion
  ClearErrors
  !insertmacro INSTALL_FILES
  WriteUninstaller "$INSTDIR\uninstall.exe"
  SetOutPath "$INSTDIR"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${PROGRAM}" "" "$INSTDIR\${PROGRAM}" 0 SW_SHOWNORMAL "" "$(WORDS_ABOUT)"
  Call OfferToOpen
  Call Register
  ${If} ${Errors}
    MessageBox MB_OK|MB_ICONSTOP "$(WORDS_INCOMPLETE)" /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
SectionEnd

Section /o "$(WORDS_DESKTOP)" SECTION_DESKTOP
  CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\${PROGRAM}" "" "$INSTDIR\${PROGRAM}" 0 SW_SHOWNORMAL "" "$(WORDS_ABOUT)"
  WriteRegDWORD HKCU "${OWN_KEY}" "Desktop" 1
SectionEnd

Function .onInit
  ${IfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "$(WORDS_OLD_WINDOWS)" /SD IDOK
    SetErrorLevel ${EXIT_OLD_WINDOWS}
    Quit
  ${EndIf}
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/DESKTOP" $R1
  ${IfNot} ${Errors}
    !insertmacro SelectSection ${SECTION_DESKTOP}
  ${EndIf}
  ClearErrors
  ReadRegDWORD $R1 HKCU "${OWN_KEY}" "Desktop"
  ${If} $R1 = 1
    !insertmacro SelectSection ${SECTION_DESKTOP}
  ${EndIf}
  ClearErrors
FunctionEnd

; The uninstaller of the version that is there knows its own files. With /UPGRADE it takes nothing else away.
Function RemoveOldVersion
  ReadRegStr $R0 HKCU "${OWN_KEY}" "InstallDir"
  ${If} $R0 != ""
  ${AndIf} ${FileExists} "$R0\uninstall.exe"
    ClearErrors
    ExecWait '"$R0\uninstall.exe" /S /UPGRADE _?=$R0' $R1
    ${If} ${Errors}
    ${OrIf} $R1 <> 0
      MessageBox MB_OK|MB_ICONSTOP "$(WORDS_OLD_VERSION)" /SD IDOK
      ${If} $R1 <> ${EXIT_RUNNING}
        StrCpy $R1 ${EXIT_OLD_VERSION}
      ${EndIf}
      SetErrorLevel $R1
      Quit
    ${EndIf}
    ${If} $R0 != $INSTDIR
      Delete "$R0\uninstall.exe"
      RMDir "$R0"
    ${EndIf}
  ${EndIf}
FunctionEnd

; "Open with" lists the program; what opens .xlsx by default stays what it was.
Function OfferToOpen
  WriteRegStr HKCU "${CLASSES}\${TYPE_NAME}" "" "$(WORDS_TYPE)"
  WriteRegStr HKCU "${CLASSES}\${TYPE_NAME}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
  WriteRegStr HKCU "${APP_KEY}" "FriendlyAppName" "${NAME}"
  WriteRegStr HKCU "${APP_KEY}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
  WriteRegStr HKCU "${APP_KEY}\SupportedTypes" ".xlsx" ""
  WriteRegStr HKCU "${APP_KEY}\SupportedTypes" ".xlsm" ""
  WriteRegNone HKCU "${CLASSES}\.xlsx\OpenWithProgids" "${TYPE_NAME}"
  WriteRegNone HKCU "${CLASSES}\.xlsm\OpenWithProgids" "${TYPE_NAME}"
  !insertmacro TELL_SHELL
FunctionEnd

Function Register
  WriteRegStr HKCU "${OWN_KEY}" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${PROGRAM}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE}
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
FunctionEnd

Section Uninstall
  Call un.AwaitClosed
  SetOutPath "$TEMP"
  ${GetParameters} $R0
  ClearErrors
  !insertmacro REMOVE_FILES
  ClearErrors
  ${GetOptions} $R0 "/UPGRADE" $R1
  ${If} ${Errors}
    Delete "$INSTDIR\uninstall.exe"
    RMDir "$INSTDIR"
    Call un.TakeBack
    ${If} $RemoveData == 1
      Call un.ForgetTokens
      RMDir /r "$LOCALAPPDATA\${NAME}"
    ${EndIf}
  ${EndIf}
SectionEnd

Function un.onInit
  StrCpy $RemoveData 0
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/REMOVEDATA" $R1
  ${IfNot} ${Errors}
    StrCpy $RemoveData 1
  ${EndIf}
  ClearErrors
FunctionEnd

Function un.TakeBack
  Delete "$SMPROGRAMS\${NAME}.lnk"
  ReadRegDWORD $R1 HKCU "${OWN_KEY}" "Desktop"
  ${If} $R1 = 1
    Delete "$DESKTOP\${NAME}.lnk"
  ${EndIf}
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
  DeleteRegKey HKCU "${OWN_KEY}"
  DeleteRegKey HKCU "${APP_KEY}"
  DeleteRegKey HKCU "${CLASSES}\${TYPE_NAME}"
  DeleteRegValue HKCU "${CLASSES}\.xlsx\OpenWithProgids" "${TYPE_NAME}"
  DeleteRegValue HKCU "${CLASSES}\.xlsm\OpenWithProgids" "${TYPE_NAME}"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.xlsx\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.xlsm\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.xlsx"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.xlsm"
  !insertmacro TELL_SHELL
FunctionEnd

Function un.DataPage
  !insertmacro MUI_HEADER_TEXT "$(WORDS_DATA_HEAD)" ""
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateCheckbox} 0 0 100% 12u "$(WORDS_DATA_TICK)"
  Pop $DataTick
  ${If} $RemoveData == 1
    ${NSD_Check} $DataTick
  ${EndIf}
  ${NSD_CreateLabel} 12u 16u 95% 60u "$(WORDS_DATA_WHAT)"
  Pop $0
  nsDialogs::Show
FunctionEnd

Function un.DataPageLeave
  ${NSD_GetState} $DataTick $RemoveData
FunctionEnd

; Tokens are generic credentials named "PlanImport" or "…@PlanImport". A CREDENTIALW begins with flags, type, name.
Function un.ForgetTokens
  System::Call "advapi32::CredEnumerateW(p 0, i 0, *i .r1, *p .r2) i .r0"
  ${If} $0 <> 0
    StrCpy $3 0
    ${While} $3 < $1
      IntOp $4 $3 * ${NSIS_PTR_SIZE}
      IntPtrOp $4 $4 + $2
      System::Call "*$4(p .r5)"
      System::Call "*$5(i, i .r6, w .r7)"
      StrCpy $8 $7 "" -11
      ${If} $7 == "${NAME}"
      ${OrIf} $8 == "@${NAME}"
        System::Call "advapi32::CredDeleteW(w r7, i r6, i 0)"
      ${EndIf}
      IntOp $3 $3 + 1
    ${EndWhile}
    System::Call "advapi32::CredFree(p r2)"
  ${EndIf}
FunctionEnd

!insertmacro MUI_FUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${SECTION_PROGRAM} "$(WORDS_ABOUT)"
  !insertmacro MUI_DESCRIPTION_TEXT ${SECTION_DESKTOP} "$(WORDS_DESKTOP)"
!insertmacro MUI_FUNCTION_DESCRIPTION_END
