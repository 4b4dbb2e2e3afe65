; The uninstaller: it takes away what the setup wrote, by its list, and on request Aviary's data.

!include "${PACKAGING}\remove-data.nsh"

Function un.onInit
  SetRegView 64
  StrCpy $AllUsers 0
  StrCpy $RemoveData 0
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/ALLUSERS" $0
  ${IfNot} ${Errors}
    StrCpy $AllUsers 1
  ${EndIf}
  ClearErrors
  ${GetOptions} $R0 "/REMOVEDATA" $0
  ${IfNot} ${Errors}
    StrCpy $RemoveData 1
  ${EndIf}
  !insertmacro SetScope
  UserInfo::GetAccountType
  Pop $0
  ${If} $AllUsers == 1
  ${AndIf} $0 != "Admin"
    Push $INSTDIR
    Call un.Resolve
    Call un.FindPrograms
    ${If} ${Silent}
    ${OrIf} $RealPrograms == ""
      ${Stop} ${E_RIGHTS} ForAllNotAdmin
    ${EndIf}
    ; The one that is installed, and not this copy of it in a temporary folder, which users write.
    ExecShell "runas" "$INSTDIR\uninstall.exe" "/ALLUSERS"
    Quit
  ${EndIf}
FunctionEnd

Function un.DataPage
  !insertmacro MUI_HEADER_TEXT "$(UninstallTitle)" "$(UninstallText)"
  nsDialogs::Create 1018
  Pop $0
  ${If} $AllUsers == 1
    ${NSD_CreateLabel} 0 0 100% 80u "$(GoesForAll)"
    Pop $0
  ${Else}
    ${NSD_CreateLabel} 0 0 100% 60u "$(GoesForMe)"
    Pop $0
    ${NSD_CreateCheckbox} 0 66u 100% 20u "$(DataToo)"
    Pop $RemoveDataBox
  ${EndIf}
  nsDialogs::Show
FunctionEnd

Function un.DataPageLeave
  ${If} $AllUsers == 1
    Return
  ${EndIf}
  ${NSD_GetState} $RemoveDataBox $0
  ${If} $0 == ${BST_CHECKED}
    StrCpy $RemoveData 1
  ${EndIf}
FunctionEnd

Section "Uninstall"
  SetRegView 64
  Call un.EndRunning
  !insertmacro RemoveFiles
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/UPGRADE" $0
  ${IfNot} ${Errors}
    Return ; the newer version writes its own entries
  ${EndIf}
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$DESKTOP\${NAME}.lnk"
  ${If} $AllUsers == 0
    Delete "$SENDTO\${NAME}.lnk"
  ${EndIf}
  DeleteRegKey SHCTX "${UNINSTALL_KEY}"
  DeleteRegKey SHCTX "${APP_PATHS}\${EXE}"
  DeleteRegKey SHCTX "${APP_PATHS}\${CONSOLE}"
  DeleteRegKey SHCTX "${CLASSES}\${PROGID}"
  DeleteRegKey SHCTX "${CLASSES}\Applications\${EXE}"
  DeleteRegKey SHCTX "Software\${NAME}"
  DeleteRegValue SHCTX "Software\RegisteredApplications" "${NAME}"
  !insertmacro UnregisterTypes
  !insertmacro NoExplorerEntry "audio"
  !insertmacro NoExplorerEntry "video"
  ; What a new user's registry did not have either.
  DeleteRegKey /ifempty SHCTX "Software\RegisteredApplications"
  DeleteRegKey /ifempty SHCTX "${CLASSES}\SystemFileAssociations"
  DeleteRegKey /ifempty SHCTX "${CLASSES}\Applications"
  DeleteRegKey /ifempty SHCTX "${APP_PATHS}"
  DeleteRegKey /ifempty SHCTX "Software\Microsoft\Windows\CurrentVersion\Uninstall"
  ; Not for everybody: an administrator's rights are not for folders in which users exchange links.
  ${If} $RemoveData == 1
  ${AndIf} $AllUsers == 0
    SetShellVarContext current
    Push "$LOCALAPPDATA\${NAME}"
    Call un.RemoveData
  ${EndIf}
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
