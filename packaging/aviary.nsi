Target amd64-unicode
; Aviary's installer for Windows. `python -m tools.build.installer` calls makensis with these:
;   VERSION, VERSION_FOUR (1.2.3.0), TREE (the frozen program), OUTFILE, GENERATED (a folder with
;   install-files.nsh, remove-files.nsh, types.nsh), SIZE_KB, COMPRESSOR.
;
; Command line, for administrators (see README):
;   /S silent   /ALLUSERS for everybody (needs rights)   /CURRENTUSER   /D=FOLDER (last)   /LOG=FILE
;   /NOEXPLORER /NOSENDTO without entries in Explorer   /DESKTOP with an icon on the desktop
; Exit codes: 0 done, 1 cancelled by the user, 2 a file could not be written, 3 Aviary is running
;   and did not end, 4 a newer version is installed, 5 too little disk space, 6 rights are missing,
;   7 users may write in the folder.

!define NAME "Aviary"
!define EXE "Aviary.exe"
!define CONSOLE "aviary.com"
!define PROGID "Aviary.Recording"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"
!define APP_PATHS "Software\Microsoft\Windows\CurrentVersion\App Paths"
!define CLASSES "Software\Classes"
!define PUBLISHER "The Aviary team"
!define E_CANCELLED 1
!define E_FILES 2
!define E_RUNNING 3
!define E_NEWER 4
!define E_DISK 5
!define E_RIGHTS 6
!define E_FOLDER 7

; The uninstaller is made while the installer is: it is signed then, where there is a certificate.
!uninstfinalize '"${PYTHON}" -m tools.build.signing "%1"' = 0

SetCompressor ${COMPRESSOR}
!if "${COMPRESSOR}" == "/SOLID lzma"
  SetCompressorDictSize 128 ; MB, also of memory while it is unpacked
!endif
Name "${NAME}"
OutFile "${OUTFILE}"
RequestExecutionLevel user
ManifestDPIAware true
ManifestLongPathAware true
ManifestSupportedOS Win10
ShowInstDetails hide
ShowUninstDetails hide
AllowSkipFiles off
FileErrorText "$(FileError)" "$(FileError)"
VIProductVersion "${VERSION_FOUR}"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "CompanyName" "${PUBLISHER}"
VIAddVersionKey "FileDescription" "${NAME} setup"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "Apache License 2.0"

!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include TextFunc.nsh
!include WordFunc.nsh
!include nsDialogs.nsh
!include Sections.nsh
!include x64.nsh

Var AllUsers        ; 1: for everybody
Var GivenFolder     ; of /D=, or empty
Var LogFile         ; of /LOG=, or empty
Var Installed       ; the version that is there, or empty
Var OldFolder       ; where it lies
Var ScopeMe
Var ScopeAll
Var RemoveData      ; 1: settings, models and logs go too
Var RemoveDataBox

; A sentence for the log and the details.
!macro Log ID
  DetailPrint `$(${ID})`
  ${If} $LogFile != ""
    Push $9
    ClearErrors
    FileOpen $9 "$LogFile" a
    ${IfNot} ${Errors}
      FileSeek $9 0 END
      FileWriteUTF16LE /BOM $9 `${IN_ENGLISH_${ID}}$\r$\n`
      FileClose $9
    ${EndIf}
    Pop $9
  ${EndIf}
!macroend
!define Log "!insertmacro Log"

; Stop with an exit code; said in a box where somebody looks.
!macro Stop CODE ID
  ${Log} ${ID}
  MessageBox MB_OK|MB_ICONEXCLAMATION `$(${ID})` /SD IDOK
  SetErrorLevel ${CODE}
  Quit
!macroend
!define Stop "!insertmacro Stop"

!define MUI_ICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${PICTURE}"
!define MUI_UNWELCOMEFINISHPAGE_BITMAP "${PICTURE}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_CUSTOMFUNCTION_ABORT Cancelled
!define MUI_WELCOMEPAGE_TITLE "$(WelcomeTitle)"
!define MUI_WELCOMEPAGE_TEXT "$(WelcomeText)"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_LICENSE "${LICENCE}"
Page custom ScopePage ScopePageLeave
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE FolderPageLeave
!insertmacro MUI_PAGE_DIRECTORY
!define MUI_COMPONENTSPAGE_NODESC
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_TEXT "$(RunIt)"
!define MUI_FINISHPAGE_RUN_FUNCTION RunAviary
!insertmacro MUI_PAGE_FINISH

UninstPage custom un.DataPage un.DataPageLeave
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_UNPAGE_FINISH

!insertmacro MUI_LANGUAGE "English" ; the first is for all other languages
!insertmacro MUI_LANGUAGE "German"
!include "${PACKAGING}\sentences.nsh"
!include "${PACKAGING}\safe-folders.nsh"
!include "${PACKAGING}\running.nsh"

; ---------------------------------------------------------------- scope

!macro SetScope
  ${If} $AllUsers == 1
    SetShellVarContext all
  ${Else}
    SetShellVarContext current
  ${EndIf}
  ReadRegStr $Installed SHCTX "${UNINSTALL_KEY}" "DisplayVersion"
  ReadRegStr $OldFolder SHCTX "${UNINSTALL_KEY}" "InstallLocation"
  ReadRegDWORD $Protected SHCTX "${UNINSTALL_KEY}" "Protected"
!macroend

Function ApplyScope
  !insertmacro SetScope
  ${If} $GivenFolder != ""
    StrCpy $INSTDIR $GivenFolder
  ${ElseIf} $OldFolder != ""
    StrCpy $INSTDIR $OldFolder
    ${If} $AllUsers == 1
      Call CheckFolder
      ${If} $0 == 0 ; where earlier versions installed for everybody, too
        StrCpy $INSTDIR "$PROGRAMFILES64\${NAME}"
      ${EndIf}
    ${EndIf}
  ${ElseIf} $AllUsers == 1
    StrCpy $INSTDIR "$PROGRAMFILES64\${NAME}"
  ${Else}
    StrCpy $INSTDIR "$LOCALAPPDATA\Programs\${NAME}"
  ${EndIf}
FunctionEnd

Function RefuseFolder
  ${If} $AllUsers == 1
    Call CheckFolder
    ${If} $0 == 0
      ${Stop} ${E_FOLDER} OtherFolder
    ${EndIf}
  ${EndIf}
FunctionEnd

Function FolderPageLeave
  ${If} $AllUsers == 1
    Call CheckFolder
    ${If} $0 == 0
      MessageBox MB_OK|MB_ICONEXCLAMATION "$(OtherFolder)"
      Abort
    ${EndIf}
  ${EndIf}
FunctionEnd

Function RefuseDowngrade
  ${If} $Installed != ""
    ${VersionCompare} "$Installed" "${VERSION}" $0
    ${If} $0 == 1
      ${Stop} ${E_NEWER} Newer
    ${EndIf}
  ${EndIf}
FunctionEnd

Function ScopePage
  !insertmacro MUI_HEADER_TEXT "$(ScopeTitle)" "$(ScopeText)"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateRadioButton} 0 0 100% 20u "$(ForMe)"
  Pop $ScopeMe
  ${NSD_CreateRadioButton} 0 24u 100% 20u "$(ForEverybody)"
  Pop $ScopeAll
  ${If} $AllUsers == 1
    ${NSD_Check} $ScopeAll
  ${Else}
    ${NSD_Check} $ScopeMe
  ${EndIf}
  nsDialogs::Show
FunctionEnd

Function ScopePageLeave
  ${NSD_GetState} $ScopeAll $1
  ${If} $1 == ${BST_CHECKED}
    UserInfo::GetAccountType
    Pop $0
    ${If} $0 != "Admin"
      ; Begin again with an administrator's rights and the same options; this one ends.
      ${GetParameters} $R0
      StrCpy $R0 "/ALLUSERS $R0"
      ${If} $GivenFolder != ""
        StrCpy $R0 "$R0 /D=$GivenFolder" ; NSIS took it off the others
      ${EndIf}
      ClearErrors
      ExecShell "runas" "$EXEPATH" "$R0"
      ${If} ${Errors}
        MessageBox MB_OK|MB_ICONINFORMATION "$(NoConsent)"
        Abort
      ${EndIf}
      Quit
    ${EndIf}
    StrCpy $AllUsers 1
  ${Else}
    StrCpy $AllUsers 0
  ${EndIf}
  Call ApplyScope
  Call RefuseDowngrade
FunctionEnd

Function .onInit
  SetRegView 64
  StrCpy $AllUsers 0
  ${GetParameters} $R0
  ${GetOptions} $R0 "/LOG=" $LogFile
  ClearErrors
  ${GetOptions} $R0 "/ALLUSERS" $0
  ${IfNot} ${Errors}
    StrCpy $AllUsers 1
  ${EndIf}
  StrCpy $GivenFolder $INSTDIR
  Call ApplyScope
  ${IfNot} ${RunningX64}
    ${Stop} ${E_RIGHTS} Only64Bit
  ${EndIf}
  UserInfo::GetAccountType
  Pop $0
  ${If} $AllUsers == 1
  ${AndIf} $0 != "Admin"
    ${Stop} ${E_RIGHTS} NotAdmin
  ${EndIf}
  Call RefuseDowngrade
  Call ReadOptions
  ${If} ${Silent}
    Call RefuseFolder
    Call CheckDisk
  ${EndIf}
FunctionEnd

Function CheckDisk
  ${GetRoot} "$INSTDIR" $0
  ${DriveSpace} "$0\" "/D=F /S=K" $1
  ${If} $1 != ""
  ${AndIf} $1 < ${SIZE_KB}
    ${Stop} ${E_DISK} NoSpace
  ${EndIf}
FunctionEnd

; ---------------------------------------------------------------- installing

; Before the files of the folder on the stack, named from $INSTDIR on, are written.
Function CheckPlace
  Call IsInPlace
  Pop $0
  UserInfo::GetAccountType
  Pop $1
  ${If} $0 == 0
  ${AndIf} $1 == "Admin"
    ${Stop} ${E_FOLDER} LeadsElsewhere
  ${EndIf}
FunctionEnd

!include "${GENERATED}\types.nsh"
!include "${GENERATED}\install-files.nsh"
!include "${GENERATED}\remove-files.nsh"

Section "$(PartProgram)" SEC_PROGRAM
  SectionIn RO
  SetRegView 64
  Call RefuseFolder
  Call EndRunning
  ${If} $Installed == "${VERSION}"
    ${Log} Repairing
  ${Else}
    ${Log} Installing
  ${EndIf}
  ; The earlier version takes its own files away, by its own list.
  ${If} $OldFolder != ""
  ${AndIf} ${FileExists} "$OldFolder\uninstall.exe"
    Push $OldFolder
    Call MayRun
    Pop $0
    ${If} $0 == 1
      ; Where it lies, and not from a copy in a temporary folder, which others may write.
      ExecWait '"$OldFolder\uninstall.exe" /S /UPGRADE _?=$OldFolder' $0
      ${Log} TakenAway
    ${ElseIf} $OldFolder == $INSTDIR
      ${Log} WrittenOver
    ${Else}
      ${Log} StaysUnrun
      MessageBox MB_OK|MB_ICONINFORMATION "$(StaysThere)" /SD IDOK
    ${EndIf}
  ${EndIf}
  ${If} $AllUsers == 1
    Call MakeProtected
    ${If} $0 != 0
      ${Stop} ${E_RIGHTS} NoRightsSet
    ${EndIf}
  ${EndIf}
  ; By these a setup that did not come to its end knows this folder.
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "Protected" $AllUsers
  ClearErrors
  !insertmacro InstallFiles
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  ${If} ${Errors}
    ${Stop} ${E_FILES} NotAllWritten
  ${EndIf}
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${EXE}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "Publisher" "${PUBLISHER}"
  ${If} $AllUsers == 1
    StrCpy $0 "/ALLUSERS"
  ${Else}
    StrCpy $0 "/CURRENTUSER"
  ${EndIf}
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe" $0'
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S $0'
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegStr SHCTX "${APP_PATHS}\${EXE}" "" "$INSTDIR\${EXE}"
  WriteRegStr SHCTX "${APP_PATHS}\${EXE}" "Path" "$INSTDIR"
  WriteRegStr SHCTX "${APP_PATHS}\${CONSOLE}" "" "$INSTDIR\${CONSOLE}"
  WriteRegStr SHCTX "${APP_PATHS}\${CONSOLE}" "Path" "$INSTDIR"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${EXE}" "" "$INSTDIR\${EXE}" 0 SW_SHOWNORMAL "" "$(ShortcutText)"
SectionEnd

Section "$(PartExplorer)" SEC_EXPLORER
  ; "Open with" offers Aviary; what opens such files by default stays as it is.
  WriteRegStr SHCTX "${CLASSES}\${PROGID}" "" "$(FileType)"
  WriteRegStr SHCTX "${CLASSES}\${PROGID}\DefaultIcon" "" "$INSTDIR\${EXE},0"
  WriteRegStr SHCTX "${CLASSES}\${PROGID}\shell\open\command" "" '"$INSTDIR\${EXE}" "%1"'
  WriteRegStr SHCTX "${CLASSES}\Applications\${EXE}" "FriendlyAppName" "${NAME}"
  WriteRegStr SHCTX "${CLASSES}\Applications\${EXE}\shell\open\command" "" '"$INSTDIR\${EXE}" "%1"'
  WriteRegStr SHCTX "Software\${NAME}\Capabilities" "ApplicationName" "${NAME}"
  WriteRegStr SHCTX "Software\${NAME}\Capabilities" "ApplicationDescription" "$(AppText)"
  WriteRegStr SHCTX "Software\RegisteredApplications" "${NAME}" "Software\${NAME}\Capabilities"
  !insertmacro RegisterTypes
  !insertmacro ExplorerEntry "audio"
  !insertmacro ExplorerEntry "video"
SectionEnd

Section "$(PartSendTo)" SEC_SENDTO
  ${If} $AllUsers == 0
    CreateShortcut "$SENDTO\${NAME}.lnk" "$INSTDIR\${EXE}"
  ${EndIf}
SectionEnd

Section /o "$(PartDesktop)" SEC_DESKTOP
  CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\${EXE}"
SectionEnd

Section "-done"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)' ; associations have changed
  ${Log} Done
SectionEnd

Function ReadOptions
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/NOEXPLORER" $0
  ${IfNot} ${Errors}
    !insertmacro UnselectSection ${SEC_EXPLORER}
  ${EndIf}
  ClearErrors
  ${GetOptions} $R0 "/NOSENDTO" $0
  ${IfNot} ${Errors}
    !insertmacro UnselectSection ${SEC_SENDTO}
  ${EndIf}
  ClearErrors
  ${GetOptions} $R0 "/DESKTOP" $0
  ${IfNot} ${Errors}
    !insertmacro SelectSection ${SEC_DESKTOP}
  ${EndIf}
FunctionEnd

Function Cancelled
  SetErrorLevel ${E_CANCELLED}
FunctionEnd

Function .onInstFailed
  ${Log} Failed
  SetErrorLevel ${E_FILES}
FunctionEnd

Function RunAviary
  ; By Explorer, so that it has the user's own rights also after a setup with an administrator's.
  Exec '"$WINDIR\explorer.exe" "$INSTDIR\${EXE}"'
FunctionEnd

!include "${PACKAGING}\uninstall.nsh"
