; What “Delete models, settings and logs as well” takes away: what Aviary made, by name, and nothing
; else that lies there. No junction and no link is followed.

!define REPARSE_POINT 0x400
!define FOLDER_OR_REPARSE_POINT 0x410

; $0: 1 when the path in it is a folder itself, and not a way to one.
!macro IsRealFolder
  System::Call 'kernel32::GetFileAttributesW(w r0) i .r9'
  StrCpy $0 0
  ${If} $9 <> -1
    IntOp $9 $9 & ${FOLDER_OR_REPARSE_POINT}
    ${If} $9 = 0x10
      StrCpy $0 1
    ${EndIf}
  ${EndIf}
!macroend

; The folder on the stack, with all that is in it; of what leads elsewhere, the way alone.
Function un.RemoveTree
  Exch $0
  Push $1
  Push $2
  Push $3
  System::Call 'kernel32::GetFileAttributesW(w r0) i .r3'
  ${If} $3 <> -1
    IntOp $1 $3 & ${REPARSE_POINT}
    ${If} $1 <> 0
      System::Call 'kernel32::RemoveDirectoryW(w r0) i .r1'
      ${If} $1 = 0
        System::Call 'kernel32::DeleteFileW(w r0)'
      ${EndIf}
    ${Else}
      FindFirst $1 $2 "$0\*"
      ${While} $2 != ""
        ${If} $2 != "."
        ${AndIf} $2 != ".."
          System::Call 'kernel32::GetFileAttributesW(w "$0\$2") i .r3'
          IntOp $3 $3 & ${FOLDER_OR_REPARSE_POINT}
          ${If} $3 <> 0
            Push "$0\$2"
            Call un.RemoveTree
          ${Else}
            Delete "$0\$2"
          ${EndIf}
        ${EndIf}
        FindNext $1 $2
      ${EndWhile}
      FindClose $1
      RMDir "$0"
    ${EndIf}
  ${EndIf}
  Pop $3
  Pop $2
  Pop $1
  Pop $0
FunctionEnd

; The models in the folder on the stack: what a manifest lies beside.
Function un.RemoveModels
  Exch $1
  StrCpy $0 "$1"
  !insertmacro IsRealFolder
  ${If} $0 = 1
    ${If} ${FileExists} "$1\.aviary\store.json"
      Push "$1\.aviary"
      Call un.RemoveTree
    ${EndIf}
    FindFirst $2 $3 "$1\*"
    ${While} $3 != ""
      StrCpy $0 "$1\$3"
      !insertmacro IsRealFolder
      ${If} $0 = 1
      ${AndIf} $3 != "."
      ${AndIf} $3 != ".."
      ${AndIf} ${FileExists} "$1\$3\aviary-manifest.json"
        ; As NeMo names what is in an archive: two files, and others behind a hash of 32 digits.
        Delete "$1\$3\model_config.yaml"
        Delete "$1\$3\model_weights.ckpt"
        Delete "$1\$3\????????????????????????????????_*"
        Delete "$1\$3\aviary-int8.pt"
        Delete "$1\$3\aviary-manifest.json"
        RMDir "$1\$3"
      ${EndIf}
      FindNext $2 $3
    ${EndWhile}
    FindClose $2
    Delete "$1\*.nemo"
    RMDir "$1"
  ${EndIf}
  Pop $1
FunctionEnd

; The program's own folder, as platformdirs names it (desktop_app/system/folders.py), on the stack.
; Texts that Aviary kept for the user (“kept texts”) stay, and the folder with them.
Function un.RemoveData
  Exch $4
  StrCpy $0 "$4"
  !insertmacro IsRealFolder
  ${If} $0 = 1
    Delete "$4\settings.json"
    Delete "$4\settings.bak"
    Delete "$4\hub-token"
    StrCpy $0 "$4\Logs"
    !insertmacro IsRealFolder
    ${If} $0 = 1
      Delete "$4\Logs\aviary.log*"
      Delete "$4\Logs\libraries.log*"
      Delete "$4\Logs\crash.log*"
      RMDir "$4\Logs"
    ${EndIf}
    StrCpy $0 "$4\Cache"
    !insertmacro IsRealFolder
    ${If} $0 = 1
      Delete "$4\Cache\calibration.json"
      Delete "$4\Cache\speed.json"
      Delete "$4\Cache\starting"
      Delete "$4\Cache\running.lock"
      Push "$4\Cache\numba"
      Call un.RemoveTree
      Push "$4\Cache\matplotlib"
      Call un.RemoveTree
      Push "$4\Cache\huggingface"
      Call un.RemoveTree
      Push "$4\Cache\torch"
      Call un.RemoveTree
      Push "$4\Cache\gpu"
      Call un.RemoveTree
      Push "$4\Cache\models"
      Call un.RemoveModels
      RMDir "$4\Cache"
    ${EndIf}
    RMDir "$4\kept texts"
    RMDir "$4"
  ${EndIf}
  Pop $4
FunctionEnd
