; With an administrator's rights, the setup runs and writes nothing that an ordinary user can exchange.

!define SHARE_ALL 7
!define OPEN_EXISTING 3
!define FOLDERS_TOO 0x02000000 ; FILE_FLAG_BACKUP_SEMANTICS
; Owner and full control: administrators and the system; users and packaged apps read and run. Nothing
; is inherited from the folder above.
!define PROGRAM_RIGHTS "O:BAD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;BU)(A;OICI;0x1200a9;;;S-1-15-2-1)"
!define SE_FILE_OBJECT 1
!define OWNER_AND_PROTECTED_DACL 0x80000005

Var Resolved     ; by Resolve: how a folder really lies
Var Existing     ; by Resolve: how much of it is there
Var RealPrograms ; by FindPrograms: where programs for everybody lie
Var Protected    ; 1: the folder that is registered had its rights set
Var RealFolder   ; by IsInPlace: $INSTDIR, as it really lies

!macro SafeFolders UN
; $Resolved: the folder on the stack, as it really lies, without "..", links and short names; empty
; where not even its drive is there.
Function ${UN}Resolve
  Exch $0
  Push $1
  Push $2
  Push $3
  StrCpy $3 "" ; what is not there
  System::Call 'kernel32::GetFullPathNameW(w r0, i ${NSIS_MAX_STRLEN}, w .r1, p 0) i .r2'
  ${If} $2 >= ${NSIS_MAX_STRLEN}
    StrCpy $1 ""
  ${EndIf}
  StrCpy $2 $1 1 -1
  ${If} $2 == "\"
    StrCpy $1 $1 -1
  ${EndIf}
  StrCpy $0 ""
  ${While} $1 != ""
    StrCpy $0 "$1\" ; "C:" alone is the current folder of that drive
    System::Call 'kernel32::CreateFileW(w r0, i 0, i ${SHARE_ALL}, p 0, i ${OPEN_EXISTING}, i ${FOLDERS_TOO}, p 0) p .r2'
    ${If} $2 <> -1
      StrCpy $0 ""
      System::Call 'kernel32::GetFinalPathNameByHandleW(p r2, w .r0, i ${NSIS_MAX_STRLEN}, i 0)'
      System::Call 'kernel32::CloseHandle(p r2)'
      ${Break}
    ${EndIf}
    StrCpy $0 ""
    ${GetFileName} "$1" $2
    StrCpy $3 "\$2$3"
    ${GetParent} "$1" $1
  ${EndWhile}
  StrCpy $1 $0 4
  ${If} $1 == "\\?\"
    StrCpy $0 $0 "" 4
  ${EndIf}
  StrCpy $1 $0 1 -1
  ${If} $1 == "\"
    StrCpy $0 $0 -1
  ${EndIf}
  ${If} $0 == ""
    StrCpy $3 ""
  ${EndIf}
  StrCpy $Existing "$0"
  StrCpy $Resolved "$0$3"
  Pop $3
  Pop $2
  Pop $1
  Pop $0
FunctionEnd

; $RealPrograms: the folder of programs for everybody that $Resolved lies below, or nothing.
Function ${UN}FindPrograms
  Push $0
  Push $Existing
  StrCpy $0 $Resolved
  StrCpy $RealPrograms ""
  !insertmacro LiesBelow "${UN}" "$PROGRAMFILES64"
  !insertmacro LiesBelow "${UN}" "$PROGRAMFILES32"
  StrCpy $Resolved $0
  Pop $Existing
  Pop $0
FunctionEnd

; $0: 1 where $Resolved, which is registered for everybody, lies directly below $RealPrograms, or had its
; rights set: between the two, somebody may have loosened the rights of a folder.
Function ${UN}IsProtected
  ${GetParent} "$Resolved" $0
  ${If} $RealPrograms != ""
  ${AndIf} $0 == $RealPrograms
    StrCpy $0 1
  ${ElseIf} $RealPrograms != ""
  ${AndIf} $Protected == 1
    StrCpy $0 1
  ${Else}
    StrCpy $0 0
  ${EndIf}
FunctionEnd

; The folder on the stack becomes 1 where the setup may run what is in it: it has no more rights than
; the user, or only administrators write there; else 0.
Function ${UN}MayRun
  Exch $0
  Push $1
  UserInfo::GetAccountType
  Pop $1
  ${If} $1 == "Admin"
    Push $0
    Call ${UN}Resolve
    Call ${UN}FindPrograms
    Call ${UN}IsProtected
    ${If} $AllUsers == 0 ; is named by keys that this user writes
      StrCpy $0 0
    ${EndIf}
  ${Else}
    StrCpy $0 1
  ${EndIf}
  Pop $1
  Exch $0
FunctionEnd

; The folder on the stack, named from $INSTDIR on, becomes 1 where it lies there itself, and no link
; leads to it; else 0.
Function ${UN}IsInPlace
  Exch $0
  ${If} $RealFolder == ""
    Push $INSTDIR
    Call ${UN}Resolve
    StrCpy $RealFolder $Resolved
  ${EndIf}
  Push "$INSTDIR\$0"
  Call ${UN}Resolve
  ${If} $Resolved == "$RealFolder\$0"
    StrCpy $0 1
  ${Else}
    StrCpy $0 0
  ${EndIf}
  Exch $0
FunctionEnd
!macroend

!macro LiesBelow UN PROGRAMS
  Push "${PROGRAMS}"
  Call ${UN}Resolve
  StrLen $Existing "$Resolved\"
  StrCpy $Existing $0 $Existing
  ${If} $Resolved != ""
  ${AndIf} $Existing == "$Resolved\"
    StrCpy $RealPrograms $Resolved
  ${EndIf}
!macroend

!insertmacro SafeFolders ""
!insertmacro SafeFolders "un."

; $0: 1 where $INSTDIR may hold the program for everybody; it is resolved then. No folder between it and
; the folder of programs is there yet, whose rights somebody may have loosened; it is there itself only
; as what is installed already, or empty.
Function CheckFolder
  Push $1
  Push $2
  StrCpy $0 0
  Push $OldFolder
  Call Resolve
  StrCpy $2 $Resolved
  Push $INSTDIR
  Call Resolve
  Call FindPrograms
  ${GetParent} "$Resolved" $1
  ${If} $RealPrograms != ""
    ${If} $Resolved == $2
      Call IsProtected
    ${ElseIf} $Existing == $RealPrograms
      StrCpy $0 1
    ${ElseIf} $Existing == $Resolved
    ${AndIf} $1 == $RealPrograms
      ${DirState} "$Resolved" $1
      ${If} $1 = 0
        StrCpy $0 1
      ${EndIf}
    ${EndIf}
  ${EndIf}
  ${If} $0 = 1
    StrCpy $INSTDIR $Resolved
  ${EndIf}
  Pop $2
  Pop $1
FunctionEnd

; $INSTDIR, which only administrators may change. $0: 0, or Windows' number of why not.
Function MakeProtected
  Push $1
  Push $2
  Push $3
  ClearErrors
  CreateDirectory $INSTDIR
  System::Call 'advapi32::ConvertStringSecurityDescriptorToSecurityDescriptorW(w "${PROGRAM_RIGHTS}", i 1, *p .r1, p 0)'
  System::Call 'advapi32::GetSecurityDescriptorOwner(p r1, *p .r2, *i)'
  System::Call 'advapi32::GetSecurityDescriptorDacl(p r1, *i, *p .r3, *i)'
  StrCpy $0 $INSTDIR
  System::Call 'advapi32::SetNamedSecurityInfoW(w r0, i ${SE_FILE_OBJECT}, i ${OWNER_AND_PROTECTED_DACL}, p r2, p 0, p r3, p 0) i .r0'
  System::Call 'kernel32::LocalFree(p r1)'
  Pop $3
  Pop $2
  Pop $1
FunctionEnd
