; A program that runs is asked to end before its files are exchanged or deleted.

; How long it has to finish, and Windows to let go of the file after that, in seconds.
!define PATIENCE_S 60
!define LET_GO_S 10

!define QUERY_LIMITED_INFORMATION 0x1000

!macro Running UN
; $0: 1 while the program in $INSTDIR runs: Windows then lets nobody write its file.
Function ${UN}IsRunning
  StrCpy $0 0
  ${If} ${FileExists} "$INSTDIR\${EXE}"
    ClearErrors
    FileOpen $1 "$INSTDIR\${EXE}" a
    ${If} ${Errors}
      StrCpy $0 1
    ${Else}
      FileClose $1
    ${EndIf}
  ${EndIf}
FunctionEnd

; Close the program's window as the user would, who is asked first if it is at work. Nothing is run.
Function ${UN}CloseWindow
  Push $0
  Push $1
  Push $2
  Push $3
  StrCpy $1 0
  ${Do}
    FindWindow $1 "" "${NAME}" 0 $1 ; the next one with this title
    ${If} $1 = 0
      ${Break}
    ${EndIf}
    System::Call 'user32::GetWindowThreadProcessId(p r1, *i .r2)'
    System::Call 'kernel32::OpenProcess(i ${QUERY_LIMITED_INFORMATION}, i 0, i r2) p .r2'
    StrCpy $0 ""
    System::Call 'kernel32::QueryFullProcessImageNameW(p r2, i 0, w .r0, *i ${NSIS_MAX_STRLEN}) i .r3'
    System::Call 'kernel32::CloseHandle(p r2)'
    ${GetFileName} "$0" $3
    ${If} $3 == "${EXE}"
      System::Call 'user32::PostMessageW(p r1, i ${WM_CLOSE}, p 0, p 0)'
    ${EndIf}
  ${Loop}
  Pop $3
  Pop $2
  Pop $1
  Pop $0
FunctionEnd

Function ${UN}EndRunning
  Call ${UN}IsRunning
  ${If} $0 == 0
    Return
  ${EndIf}
  ${Log} IsRunning
  MessageBox MB_OKCANCEL|MB_ICONINFORMATION "$(AskToEnd)" /SD IDOK IDOK ask
  SetErrorLevel ${E_CANCELLED}
  Quit
  ask:
  StrCpy $3 0
  Push $INSTDIR
  Call ${UN}MayRun
  Pop $0
  ${If} $0 == 1
    nsExec::Exec '"$INSTDIR\${EXE}" --quit --wait ${PATIENCE_S}'
    Pop $2
    ${Log} AskedToEnd
    IntOp $4 ${LET_GO_S} * 2
  ${Else}
    Call ${UN}CloseWindow
    ${Log} WindowClosed
    IntOp $4 ${PATIENCE_S} * 2
  ${EndIf}
  wait:
  Call ${UN}IsRunning
  ${If} $0 == 1
    IntOp $3 $3 + 1
    ${If} $3 < $4
      Sleep 500
      Goto wait
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(StillRunning)" /SD IDCANCEL IDRETRY ask
    ${Log} DidNotEnd
    SetErrorLevel ${E_RUNNING}
    Quit
  ${EndIf}
FunctionEnd
!macroend
!insertmacro Running ""
!insertmacro Running "un."
