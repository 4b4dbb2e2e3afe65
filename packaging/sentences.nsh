; What the setup and the uninstaller say, in the languages of the window: Windows' own is taken, or
; English. $(NAME) is a sentence in that language; the log has ${IN_ENGLISH_NAME}.

!macro Sentence ID ENGLISH GERMAN
  LangString ${ID} ${LANG_ENGLISH} `${ENGLISH}`
  LangString ${ID} ${LANG_GERMAN} `${GERMAN}`
  !define IN_ENGLISH_${ID} `${ENGLISH}`
!macroend
!define Sentence "!insertmacro Sentence"

; ---------------------------------------------------------------- pages

${Sentence} WelcomeTitle "Welcome to ${NAME}" "Willkommen bei ${NAME}"
${Sentence} WelcomeText \
  "${NAME} ${VERSION} turns recordings into text on this computer. Nothing is uploaded.$\r$\n$\r$\nIt is installed for you alone, without an administrator's rights, unless you choose otherwise. An earlier version is replaced; models, settings and transcripts stay.$\r$\n$\r$\nChoose Next to go on." \
  "${NAME} ${VERSION} macht aus Aufnahmen Text, auf diesem Computer. Nichts wird hochgeladen.$\r$\n$\r$\nEs wird nur für Sie installiert, ohne Administratorrechte, wenn Sie nichts anderes wählen. Eine frühere Version wird ersetzt; Modelle, Einstellungen und Transkripte bleiben.$\r$\n$\r$\nMit „Weiter“ geht es voran."
${Sentence} ScopeTitle "Who is it for?" "Für wen ist es?"
${Sentence} ScopeText "Choose for whom ${NAME} is installed." "Wählen Sie, für wen ${NAME} installiert wird."
${Sentence} ForMe \
  "For &me only (recommended; no administrator needed)" \
  "&Nur für mich (empfohlen; kein Administrator nötig)"
${Sentence} ForEverybody \
  "For &everybody on this computer (Windows asks for an administrator)" \
  "Für &alle auf diesem Computer (Windows fragt nach einem Administrator)"
${Sentence} PartProgram "${NAME} (needed)" "${NAME} (erforderlich)"
${Sentence} PartExplorer "Open with, and Explorer's menu" "„Öffnen mit“ und das Explorer-Menü"
${Sentence} PartSendTo "Send to" "„Senden an“"
${Sentence} PartDesktop "Icon on the desktop" "Symbol auf dem Desktop"
${Sentence} RunIt "Run ${NAME}" "${NAME} starten"

; ---------------------------------------------------------------- in Windows' menus

${Sentence} ShortcutText "Recordings to text, on this computer" "Aus Aufnahmen wird Text, auf diesem Computer"
${Sentence} FileType "Recording" "Aufnahme"
${Sentence} AppText "Turns recordings into text on this computer." "Macht aus Aufnahmen Text, auf diesem Computer."
${Sentence} ExplorerCommand "Transcribe with ${NAME}" "Mit ${NAME} transkribieren"

; ---------------------------------------------------------------- refusals

${Sentence} FileError \
  "$\"$0$\" cannot be written. Another program may hold it, such as an antivirus program that looks at it.$\r$\n$\r$\nWait a moment and choose Retry, or choose Cancel to stop." \
  "„$0“ kann nicht geschrieben werden. Vielleicht verwendet ein anderes Programm die Datei, zum Beispiel der Virenschutz, der sie gerade prüft.$\r$\n$\r$\nWarten Sie einen Moment und wählen Sie „Wiederholen“, oder wählen Sie „Abbrechen“, um aufzuhören."
${Sentence} OtherFolder \
  "For everybody, ${NAME} is installed in a folder of its own directly below $PROGRAMFILES64, where only administrators can change it. $INSTDIR is no such folder, or something else lies in it.$\r$\n$\r$\nChoose another, such as $PROGRAMFILES64\${NAME}." \
  "Für alle wird ${NAME} in einem eigenen Ordner direkt unter $PROGRAMFILES64 installiert, wo nur Administratoren etwas ändern können. $INSTDIR ist kein solcher Ordner, oder es liegt etwas anderes darin.$\r$\n$\r$\nWählen Sie einen anderen, zum Beispiel $PROGRAMFILES64\${NAME}."
${Sentence} Newer \
  "${NAME} $Installed is installed, which is newer than ${VERSION}. Uninstall it first if you want the older one; your models and settings can stay." \
  "${NAME} $Installed ist installiert und neuer als ${VERSION}. Deinstallieren Sie es zuerst, wenn Sie die ältere Version möchten; Ihre Modelle und Einstellungen können bleiben."
${Sentence} NoConsent \
  "Without an administrator's consent ${NAME} can be installed for you only." \
  "Ohne die Zustimmung eines Administrators kann ${NAME} nur für Sie installiert werden."
${Sentence} Only64Bit "${NAME} needs a 64-bit Windows." "${NAME} braucht ein Windows mit 64 Bit."
${Sentence} NotAdmin \
  "To install ${NAME} for everybody, start the setup as an administrator." \
  "Um ${NAME} für alle zu installieren, starten Sie das Setup als Administrator."
${Sentence} NoSpace \
  "${NAME} needs ${SIZE_KB} KB on $0, and $1 KB are free." \
  "${NAME} braucht ${SIZE_KB} KB auf $0, und $1 KB sind frei."
${Sentence} LeadsElsewhere \
  "A folder in $INSTDIR leads elsewhere ($Resolved). With an administrator's rights nothing is written there: delete that link, or start the setup without these rights." \
  "Ein Ordner in $INSTDIR führt an einen anderen Ort ($Resolved). Mit Administratorrechten wird dort nichts geschrieben: Löschen Sie diese Verknüpfung oder starten Sie das Setup ohne diese Rechte."
${Sentence} NoRightsSet \
  "The rights of $INSTDIR cannot be set (error $0), so users might be able to change ${NAME} there. Choose a folder on a drive with NTFS." \
  "Die Rechte von $INSTDIR können nicht gesetzt werden (Fehler $0). Benutzer könnten ${NAME} dort verändern. Wählen Sie einen Ordner auf einem Laufwerk mit NTFS."
${Sentence} NotAllWritten \
  "Not all files could be written to $INSTDIR. Free some disk space or close programs that use this folder, and start the setup again." \
  "Nicht alle Dateien konnten in $INSTDIR geschrieben werden. Schaffen Sie Speicherplatz oder schließen Sie Programme, die diesen Ordner verwenden, und starten Sie das Setup erneut."
${Sentence} StaysThere \
  "${NAME} $Installed stays in $OldFolder, where users may be able to write: the setup runs and deletes nothing there.$\r$\n$\r$\nDelete that folder when ${NAME} is installed." \
  "${NAME} $Installed bleibt in $OldFolder, wo vielleicht auch Benutzer schreiben dürfen: Das Setup führt dort nichts aus und löscht nichts.$\r$\n$\r$\nLöschen Sie diesen Ordner, wenn ${NAME} installiert ist."

; ---------------------------------------------------------------- a program that runs

${Sentence} AskToEnd \
  "${NAME} is running. When you choose OK it is asked to finish; it asks you first if it is at work.$\r$\n$\r$\nThe setup goes on when it has ended." \
  "${NAME} läuft. Wenn Sie „OK“ wählen, wird es gebeten, sich zu beenden; arbeitet es gerade, fragt es Sie zuerst.$\r$\n$\r$\nDas Setup geht weiter, sobald es beendet ist."
${Sentence} StillRunning \
  "${NAME} is still running. Close it, and choose Retry." \
  "${NAME} läuft noch. Schließen Sie es und wählen Sie „Wiederholen“."

; ---------------------------------------------------------------- uninstalling

${Sentence} UninstallTitle "Uninstall ${NAME}" "${NAME} deinstallieren"
${Sentence} UninstallText \
  "The program is taken off this computer." \
  "Das Programm wird von diesem Computer entfernt."
${Sentence} GoesForAll \
  "${NAME} is removed from $INSTDIR. Transcripts that were saved stay where they are.$\r$\n$\r$\nModels, settings and logs stay too, with each user of this computer, in %LOCALAPPDATA%\${NAME}: with an administrator's rights nothing is deleted there." \
  "${NAME} wird aus $INSTDIR entfernt. Gespeicherte Transkripte bleiben, wo sie sind.$\r$\n$\r$\nAuch Modelle, Einstellungen und Protokolle bleiben, bei jedem Benutzer dieses Computers, in %LOCALAPPDATA%\${NAME}: Mit Administratorrechten wird dort nichts gelöscht."
${Sentence} GoesForMe \
  "${NAME} is removed from $INSTDIR. Transcripts that you saved stay where they are.$\r$\n$\r$\nDownloaded models, settings and logs stay too, for a later installation, unless you choose otherwise:" \
  "${NAME} wird aus $INSTDIR entfernt. Transkripte, die Sie gespeichert haben, bleiben, wo sie sind.$\r$\n$\r$\nAuch heruntergeladene Modelle, Einstellungen und Protokolle bleiben, für eine spätere Installation, wenn Sie nichts anderes wählen:"
${Sentence} DataToo \
  "&Delete models, settings and logs as well" \
  "&Modelle, Einstellungen und Protokolle ebenfalls löschen"
${Sentence} ForAllNotAdmin \
  "${NAME} is installed for everybody. To uninstall it, start $INSTDIR\uninstall.exe as an administrator." \
  "${NAME} ist für alle installiert. Um es zu deinstallieren, starten Sie $INSTDIR\uninstall.exe als Administrator."

; ---------------------------------------------------------------- steps, in the log and the details

${Sentence} Repairing \
  "Repairing ${NAME} ${VERSION} in $INSTDIR" \
  "${NAME} ${VERSION} in $INSTDIR wird repariert"
${Sentence} Installing \
  "Installing ${NAME} ${VERSION} into $INSTDIR (before: $Installed)" \
  "${NAME} ${VERSION} wird in $INSTDIR installiert (vorher: $Installed)"
${Sentence} TakenAway \
  "the version before was taken away: $0" \
  "Die vorherige Version wurde entfernt: $0"
${Sentence} WrittenOver \
  "the version before is written over: with an administrator's rights nothing is run from $OldFolder, which users may be able to write" \
  "Die vorherige Version wird überschrieben: Mit Administratorrechten wird aus $OldFolder nichts ausgeführt, weil dort vielleicht auch Benutzer schreiben dürfen"
${Sentence} StaysUnrun \
  "the version before stays in $OldFolder: with an administrator's rights nothing is run from there, as users may be able to write there" \
  "Die vorherige Version bleibt in $OldFolder: Mit Administratorrechten wird von dort nichts ausgeführt, weil dort vielleicht auch Benutzer schreiben dürfen"
${Sentence} IsRunning "Aviary is running" "Aviary läuft"
${Sentence} AskedToEnd "asked it to finish: $2" "Es wurde gebeten, sich zu beenden: $2"
${Sentence} WindowClosed \
  "closed its window: with an administrator's rights nothing is run from $INSTDIR, which users may be able to write" \
  "Sein Fenster wurde geschlossen: Mit Administratorrechten wird aus $INSTDIR nichts ausgeführt, weil dort vielleicht auch Benutzer schreiben dürfen"
${Sentence} DidNotEnd "it did not end" "Es hat sich nicht beendet"
${Sentence} Done "Done" "Fertig"
${Sentence} Failed "Failed" "Fehlgeschlagen"
