; The installer: for one user, without an administrator. The desk itself lies elsewhere and is never removed.
; VERSION, NUMBERS, DIST, ROOT and SETUP come from windows.sh.
Unicode true
!include MUI2.nsh

Name "Mendesk"
OutFile "${SETUP}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\Mendesk"
InstallDirRegKey HKCU "Software\Mendesk" "InstallDir"
SetCompressor /SOLID lzma
ManifestDPIAware true

!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\mendesk.exe"
!insertmacro MUI_PAGE_LICENSE "${ROOT}/LICENSE"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "English"

LangString Running ${LANG_SIMPCHINESE} "Mendesk 正在运行。请先关闭它的窗口，然后点“重试”。"
LangString Running ${LANG_ENGLISH} "Mendesk is running. Please close its window, then choose Retry."
LangString NoWebView ${LANG_SIMPCHINESE} "这台电脑没有 Microsoft Edge WebView2，Mendesk 的窗口需要它。请在能上网的时候从 https://go.microsoft.com/fwlink/p/?LinkId=2124703 安装；命令行 mendesk-cli.exe 和浏览器方式（mendesk-cli.exe preview）不需要它。"
LangString NoWebView ${LANG_ENGLISH} "This computer has no Microsoft Edge WebView2, which the window of Mendesk needs. Install it from https://go.microsoft.com/fwlink/p/?LinkId=2124703 when there is a network; the command line mendesk-cli.exe and the browser (mendesk-cli.exe preview) do without it."
LangString Kept ${LANG_SIMPCHINESE} "程序已卸载。您的数据仍在 $LOCALAPPDATA\Mendesk，没有动过。"
LangString Kept ${LANG_ENGLISH} "The program is removed. Your data is still in $LOCALAPPDATA\Mendesk, untouched."

VIProductVersion "${NUMBERS}"
VIAddVersionKey /LANG=0 "ProductName" "Mendesk"
VIAddVersionKey /LANG=0 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileVersion" "${NUMBERS}"
VIAddVersionKey /LANG=0 "FileDescription" "Mendesk setup"
VIAddVersionKey /LANG=0 "LegalCopyright" "Apache-2.0"

Function .onInit
  !insertmacro MUI_LANGDLL_DISPLAY
FunctionEnd

; A program that runs cannot be replaced: its file cannot be opened for writing.
!macro UntilClosed un
Function ${un}UntilClosed
  again:
  IfFileExists "$INSTDIR\mendesk.exe" 0 closed
  ClearErrors
  FileOpen $0 "$INSTDIR\mendesk.exe" a
  IfErrors 0 free
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(Running)" /SD IDCANCEL IDRETRY again
  Abort
  free:
  FileClose $0
  closed:
FunctionEnd
!macroend
!insertmacro UntilClosed ""
!insertmacro UntilClosed "un."

Section
  Call UntilClosed
  SetOutPath "$INSTDIR"
  File "${DIST}/mendesk.exe"
  File "${DIST}/mendesk-cli.exe"
  File "/oname=LICENSE.txt" "${ROOT}/LICENSE"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\Mendesk.lnk" "$INSTDIR\mendesk.exe"

  WriteRegStr HKCU "Software\Mendesk" "InstallDir" "$INSTDIR"
  !define GONE "Software\Microsoft\Windows\CurrentVersion\Uninstall\Mendesk"
  WriteRegStr HKCU "${GONE}" "DisplayName" "Mendesk 售后工作台"
  WriteRegStr HKCU "${GONE}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${GONE}" "DisplayIcon" "$INSTDIR\mendesk.exe"
  WriteRegStr HKCU "${GONE}" "Publisher" "Mendesk"
  WriteRegStr HKCU "${GONE}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${GONE}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${GONE}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${GONE}" "NoModify" 1
  WriteRegDWORD HKCU "${GONE}" "NoRepair" 1

  SetRegView 64
  ReadRegStr $0 HKLM "SOFTWARE\WOW6432Node\Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}" "pv"
  StrCmp $0 "" 0 shown
  ReadRegStr $0 HKCU "Software\Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}" "pv"
  StrCmp $0 "" 0 shown
  MessageBox MB_OK|MB_ICONINFORMATION "$(NoWebView)" /SD IDOK
  shown:
SectionEnd

Section "un."
  Call un.UntilClosed
  Delete "$INSTDIR\mendesk.exe"
  Delete "$INSTDIR\mendesk-cli.exe"
  Delete "$INSTDIR\LICENSE.txt"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Mendesk.lnk"
  DeleteRegKey HKCU "${GONE}"
  DeleteRegKey HKCU "Software\Mendesk"
  MessageBox MB_OK "$(Kept)" /SD IDOK
SectionEnd
