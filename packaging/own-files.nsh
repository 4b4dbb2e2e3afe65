; What the uninstaller may delete: files and folders themselves, never a link, and nothing through
; a junction.

!define FOLDER_OR_REPARSE_POINT 0x410 ; FILE_ATTRIBUTE_DIRECTORY, FILE_ATTRIBUTE_REPARSE_POINT
!define UTF8 65001
!define ANSI 0

!macro IsReal KIND ATTRIBUTE
; The path on the stack becomes 1 where it is one itself, and not a way to one; else 0.
Function un.IsReal${KIND}
  Exch $0
  Push $1
  System::Call 'kernel32::GetFileAttributesW(w r0) i .r1'
  StrCpy $0 0
  ${If} $1 <> -1
    IntOp $1 $1 & ${FOLDER_OR_REPARSE_POINT}
    ${If} $1 = ${ATTRIBUTE}
      StrCpy $0 1
    ${EndIf}
  ${EndIf}
  Pop $1
  Exch $0
FunctionEnd
!macroend
!insertmacro IsReal "File" 0
!insertmacro IsReal "Folder" 0x10

; For LogicLib: ${If} ${RealFile} "PATH"
!macro _RealFile _a _b _t _f
  !insertmacro _LOGICLIB_TEMP
  Push `${_b}`
  Call un.IsRealFile
  Pop $_LOGICLIB_TEMP
  !insertmacro _= $_LOGICLIB_TEMP 1 `${_t}` `${_f}`
!macroend
!define RealFile `"" RealFile`
!macro _RealFolder _a _b _t _f
  !insertmacro _LOGICLIB_TEMP
  Push `${_b}`
  Call un.IsRealFolder
  Pop $_LOGICLIB_TEMP
  !insertmacro _= $_LOGICLIB_TEMP 1 `${_t}` `${_f}`
!macroend
!define RealFolder `"" RealFolder`

; The file on the stack, if it is one.
Function un.DeleteFile
  Exch $0
  ${If} ${RealFile} "$0"
    Delete "$0"
  ${EndIf}
  Pop $0
FunctionEnd
!macro DeleteFile PATH
  Push `${PATH}`
  Call un.DeleteFile
!macroend
!define DeleteFile "!insertmacro DeleteFile"

; The folder on the stack, if it is one and empty: a junction would go however full its target is.
Function un.DeleteEmpty
  Exch $0
  ${If} ${RealFolder} "$0"
    RMDir "$0"
  ${EndIf}
  Pop $0
FunctionEnd
!macro DeleteEmpty PATH
  Push `${PATH}`
  Call un.DeleteEmpty
!macroend
!define DeleteEmpty "!insertmacro DeleteEmpty"

; The folder on the stack, with all that is in it; links in it stay, and so do the folders they are in.
Function un.DeleteTree
  Exch $0
  Push $1
  Push $2
  ${If} ${RealFolder} "$0"
    FindFirst $1 $2 "$0\*"
    ${While} $2 != ""
      ${If} $2 != "."
      ${AndIf} $2 != ".."
        ${If} ${RealFolder} "$0\$2"
          Push "$0\$2"
          Call un.DeleteTree
        ${Else}
          ${DeleteFile} "$0\$2"
        ${EndIf}
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
!macro DeleteTree PATH
  Push `${PATH}`
  Call un.DeleteTree
!macroend
!define DeleteTree "!insertmacro DeleteTree"

; The line on the stack, as FileRead gives it from a file in UTF-8, becomes what it says.
Function un.Decode
  Exch $0
  System::Call 'kernel32::MultiByteToWideChar(i ${UTF8}, i 0, m r0, i -1, w .r0, i ${NSIS_MAX_STRLEN})'
  Exch $0
FunctionEnd

; The text on the stack becomes how many hexadecimal digits it is, or 0 where it is anything else.
Function un.CountHex
  Exch $0
  Push $1
  Push $2
  Push $3
  StrLen $1 $0
  ${For} $2 1 $1
    IntOp $3 $2 - 1
    StrCpy $3 $0 1 $3
    ${Select} $3
      ${Case4} "0" "1" "2" "3"
      ${Case4} "4" "5" "6" "7"
      ${Case4} "8" "9" "a" "b"
      ${Case4} "c" "d" "e" "f"
      ${CaseElse}
        StrCpy $1 0
    ${EndSelect}
  ${Next}
  StrCpy $0 $1
  Pop $3
  Pop $2
  Pop $1
  Exch $0
FunctionEnd
