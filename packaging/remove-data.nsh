; What “Delete models, settings and logs as well” takes away: what Aviary made, by the same rules as
; the program itself (desktop_app/models/ownership.py, desktop_app/models/maintenance.py).

!include "${PACKAGING}\own-files.nsh"

; What is being written while the program ends (desktop_app/system/files.py): .01234567.part in the
; folder on the stack, also with the name of int8 weights in front.
Function un.DeleteInTheMaking
  Exch $0
  Push $1
  Push $2
  Push $3
  Push $4
  ${If} ${RealFolder} "$0"
    FindFirst $1 $2 "$0\.*"
    ${While} $2 != ""
      StrCpy $3 $2 16
      ${If} $3 == ".aviary-int8.pt."
        StrCpy $3 $2 "" 15
      ${Else}
        StrCpy $3 $2
      ${EndIf}
      StrCpy $4 $3 "" 9
      StrCpy $3 $3 8 1
      Push $3
      Call un.CountHex
      Pop $3
      ${If} $3 = 8
      ${AndIf} $4 == ".part"
        ${DeleteFile} "$0\$2"
      ${EndIf}
      FindNext $1 $2
    ${EndWhile}
    FindClose $1
  ${EndIf}
  Pop $4
  Pop $3
  Pop $2
  Pop $1
  Pop $0
FunctionEnd
!macro DeleteInTheMaking FOLDER
  Push `${FOLDER}`
  Call un.DeleteInTheMaking
!macroend
!define DeleteInTheMaking "!insertmacro DeleteInTheMaking"

; The model in the folder on the stack, and its archive beside it: the files that its manifest lists,
; if the manifest is of a model with the folder's name. The manifest is JSON as manifest.py writes it,
; a value in each line.
Function un.RemoveModel
  Exch $0
  Push $1
  Push $2
  Push $3
  Push $4
  StrCpy $4 0 ; 1: a model of Aviary's
  ${If} ${RealFolder} "$0"
  ${AndIf} ${RealFile} "$0\aviary-manifest.json"
    ${GetFileName} "$0" $2
    FileOpen $1 "$0\aviary-manifest.json" r
    ${Do}
      ClearErrors
      FileRead $1 $3
      ${If} ${Errors}
        ${Break}
      ${EndIf}
      ${TrimNewLines} "$3" $3
      Push $3
      Call un.Decode
      Pop $3
      ${If} $3 S== '  "id": "$2",'
        StrCpy $4 1
      ${EndIf}
      StrCpy $2 $3 12
      ${If} $4 = 1
      ${AndIf} $2 S== '   "path": "'
        StrCpy $3 $3 -2 12 ; without the quote and the comma behind it
        ClearErrors
        ${WordFind} "$3" "/" "E+1{" $2
        ${If} ${Errors} ; no slash: NeMo's archives have no folders
          ${DeleteFile} "$0\$3"
        ${EndIf}
      ${EndIf}
      ${GetFileName} "$0" $2
    ${Loop}
    FileClose $1
  ${EndIf}
  ${If} $4 = 1
    ${DeleteFile} "$0\aviary-int8.pt"
    ${DeleteInTheMaking} "$0"
    ${DeleteFile} "$0\aviary-manifest.json"
    ${DeleteEmpty} "$0"
    ${DeleteFile} "$0.nemo"
  ${EndIf}
  Pop $4
  Pop $3
  Pop $2
  Pop $1
  Pop $0
FunctionEnd

; Aviary's own folder on the stack, among the models, if it bears the mark.
Function un.RemoveOwn
  Exch $0
  Push $1
  Push $2
  Push $3
  Push $4
  ${If} ${RealFolder} "$0"
  ${AndIf} ${RealFile} "$0\store.json"
    ${DeleteTree} "$0\temporary"
    ${If} ${RealFolder} "$0\scratch" ; MODEL.deleting-0123abcd and the like
      FindFirst $1 $2 "$0\scratch\*"
      ${While} $2 != ""
        ${WordFind} "$2" "-" "-1" $3
        Push $3
        Call un.CountHex
        Pop $4
        ${If} $4 >= 6
        ${AndIf} $4 <= 8
          IntOp $4 -1 - $4
          StrCpy $3 $2 $4
          ${Select} $3
            ${Case4} "unpacking" "damaged" "deleting" "replaced"
              StrCpy $4 "" ; no model's name in front
            ${CaseElse}
              ${WordFind} "$3" "." "-1" $4
          ${EndSelect}
          ${Select} $4
            ${Case4} "unpacking" "damaged" "deleting" "replaced"
              ${DeleteTree} "$0\scratch\$2"
          ${EndSelect}
        ${EndIf}
        FindNext $1 $2
      ${EndWhile}
      FindClose $1
    ${EndIf}
    ${If} ${RealFolder} "$0\downloads" ; MODEL.nemo.part, and MODEL.json which says what it is of
      FindFirst $1 $2 "$0\downloads\*"
      ${While} $2 != ""
        StrCpy $3 $2 "" -10
        ${If} $3 == ".nemo.part"
          StrCpy $3 $2 -10
          ${DeleteFile} "$0\downloads\$3.json"
          ${DeleteFile} "$0\downloads\$2"
        ${EndIf}
        FindNext $1 $2
      ${EndWhile}
      FindClose $1
      ${DeleteInTheMaking} "$0\downloads"
    ${EndIf}
    ${If} ${RealFolder} "$0\locks" ; MODEL.lock, empty
      FindFirst $1 $2 "$0\locks\*.lock"
      ${While} $2 != ""
        ${DeleteFile} "$0\locks\$2"
        FindNext $1 $2
      ${EndWhile}
      FindClose $1
    ${EndIf}
    ${DeleteEmpty} "$0\scratch"
    ${DeleteEmpty} "$0\downloads"
    ${DeleteEmpty} "$0\locks"
    ${DeleteFile} "$0\moved-from.json"
    ${DeleteInTheMaking} "$0"
    ${DeleteFile} "$0\store.json"
    ${DeleteEmpty} "$0"
  ${EndIf}
  Pop $4
  Pop $3
  Pop $2
  Pop $1
  Pop $0
FunctionEnd

; The models in the folder on the stack.
Function un.RemoveModels
  Exch $0
  Push $1
  Push $2
  ${If} ${RealFolder} "$0"
    Push "$0\.aviary"
    Call un.RemoveOwn
    FindFirst $1 $2 "$0\*"
    ${While} $2 != ""
      ${If} $2 != "."
      ${AndIf} $2 != ".."
        Push "$0\$2"
        Call un.RemoveModel
      ${EndIf}
      FindNext $1 $2
    ${EndWhile}
    FindClose $1
    RMDir "$0"
  ${EndIf}
  Pop $2
  Pop $1
  Pop $0
FunctionEnd

; The builds of torch for NVIDIA GPUs in the folder on the stack (desktop_app/gpu/runtime.py).
Function un.RemoveBuilds
  Exch $0
  Push $1
  Push $2
  Push $3
  Push $4
  ${If} ${RealFolder} "$0"
    FindFirst $1 $2 "$0\*"
    ${While} $2 != ""
      StrCpy $3 $2 1
      ${If} $3 == "." ; not unpacked to its end
        StrCpy $4 $2 1 7
        StrCpy $3 $2 6 1
      ${Else}
        StrCpy $4 $2 1 6
        StrCpy $3 $2 6
      ${EndIf}
      Push $4
      Call un.CountHex
      Pop $4
      ${If} $3 == "torch-"
      ${AndIf} $4 = 1 ; a version
        ${DeleteTree} "$0\$2"
      ${EndIf}
      StrCpy $3 $2 "" -9
      ${If} $3 == ".whl.part"
        ${DeleteFile} "$0\$2"
      ${EndIf}
      FindNext $1 $2
    ${EndWhile}
    FindClose $1
    ${DeleteFile} "$0\active.json"
    ${DeleteFile} "$0\starting"
    ${DeleteInTheMaking} "$0"
    RMDir "$0"
  ${EndIf}
  Pop $4
  Pop $3
  Pop $2
  Pop $1
  Pop $0
FunctionEnd

; A log in the folder on the stack, with the older ones that are rotated.
!macro DeleteLog FOLDER NAME
  ${DeleteFile} "${FOLDER}\${NAME}"
  ${For} $1 1 9
    ${DeleteFile} "${FOLDER}\${NAME}.$1"
  ${Next}
!macroend

; The program's own folder, as platformdirs names it (desktop_app/system/folders.py), on the stack.
; Texts that Aviary kept for the user (“kept texts”) stay, and the folder with them.
Function un.RemoveData
  Exch $0
  Push $1
  ${If} ${RealFolder} "$0"
    ${DeleteFile} "$0\settings.json"
    ${DeleteFile} "$0\settings.bak"
    ${DeleteFile} "$0\hub-token"
    ${DeleteInTheMaking} "$0"
    ${If} ${RealFolder} "$0\Logs"
      !insertmacro DeleteLog "$0\Logs" "aviary.log"
      !insertmacro DeleteLog "$0\Logs" "libraries.log"
      !insertmacro DeleteLog "$0\Logs" "crash.log"
      RMDir "$0\Logs"
    ${EndIf}
    ${If} ${RealFolder} "$0\Cache"
      ${DeleteFile} "$0\Cache\calibration.json"
      ${DeleteFile} "$0\Cache\speed.json"
      ${DeleteFile} "$0\Cache\starting"
      ${DeleteFile} "$0\Cache\running.lock"
      ${DeleteInTheMaking} "$0\Cache"
      ; What libraries keep, in folders that are theirs alone (desktop_app/system/environment.py).
      ${DeleteTree} "$0\Cache\numba"
      ${DeleteTree} "$0\Cache\matplotlib"
      ${DeleteTree} "$0\Cache\huggingface"
      ${DeleteTree} "$0\Cache\torch"
      Push "$0\Cache\gpu"
      Call un.RemoveBuilds
      Push "$0\Cache\models"
      Call un.RemoveModels
      RMDir "$0\Cache"
    ${EndIf}
    ${DeleteEmpty} "$0\kept texts"
    RMDir "$0"
  ${EndIf}
  Pop $1
  Pop $0
FunctionEnd
