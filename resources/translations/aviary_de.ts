<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Aviary</name>
    <message>
        <source>This computer</source>
        <extracomment>desktop_app/app/checkup/checkup.py</extracomment>
        <translation>Dieser Computer</translation>
    </message>
    <message>
        <source>Software</source>
        <extracomment>desktop_app/app/checkup/checkup.py</extracomment>
        <translation>Software</translation>
    </message>
    <message>
        <source>Recognition</source>
        <extracomment>desktop_app/app/checkup/checkup.py</extracomment>
        <translation>Erkennung</translation>
    </message>
    <message>
        <source>GPU in use</source>
        <extracomment>desktop_app/app/checkup/checkup.py</extracomment>
        <translation>Verwendete GPU</translation>
    </message>
    <message>
        <source>CPU instructions in use</source>
        <extracomment>desktop_app/app/checkup/checkup.py</extracomment>
        <translation>Befehlssatz der CPU</translation>
    </message>
    <message>
        <source>none: {reason}</source>
        <extracomment>desktop_app/app/checkup/checkup.py</extracomment>
        <translation>keine: {reason}</translation>
    </message>
    <message>
        <source>Checking the computer</source>
        <extracomment>desktop_app/app/checkup/checkup.py</extracomment>
        <translation>Der Computer wird geprüft</translation>
    </message>
    <message>
        <source>Trying the sample</source>
        <extracomment>desktop_app/app/checkup/checkup.py</extracomment>
        <translation>Die Beispielaufnahme wird ausprobiert</translation>
    </message>
    <message>
        <source>No speech was recognised in the sample; install Aviary again.</source>
        <extracomment>desktop_app/app/checkup/checkup.py</extracomment>
        <translation>In der Beispielaufnahme wurde keine Sprache erkannt; installieren Sie Aviary neu.</translation>
    </message>
    <message>
        <source>Install a current NVIDIA driver, or choose the CPU.</source>
        <extracomment>desktop_app/app/checkup/checkup.py</extracomment>
        <translation>Installieren Sie einen aktuellen NVIDIA-Treiber oder wählen Sie die CPU.</translation>
    </message>
    <message>
        <source>Help &gt; Use my NVIDIA GPU downloads what it needs.</source>
        <extracomment>desktop_app/app/checkup/checkup.py</extracomment>
        <translation>„Hilfe &gt; Meine NVIDIA-GPU verwenden“ lädt alles Nötige herunter.</translation>
    </message>
    <message>
        <source>Recognition takes several times as long on a CPU without AVX2.</source>
        <extracomment>desktop_app/app/checkup/checkup.py</extracomment>
        <translation>Auf einer CPU ohne AVX2 dauert die Erkennung mehrmals so lang.</translation>
    </message>
    <message>
        <source>no AVX2</source>
        <extracomment>desktop_app/app/checkup/checkup.py</extracomment>
        <translation>kein AVX2</translation>
    </message>
    <message>
        <source>Trying files in {folder}</source>
        <extracomment>desktop_app/app/checkup/checkup.py</extracomment>
        <translation>Dateizugriff wird geprüft: {folder}</translation>
    </message>
    <message>
        <source>this is a quick check</source>
        <extracomment>desktop_app/app/checkup/diagnostics.py</extracomment>
        <translation>dies ist eine Schnellprüfung</translation>
    </message>
    <message>
        <source>Files that help to find a fault in Aviary: its logs, the report of a computer check, the versions
of its parts, and the settings. It contains no transcripts, recordings or passwords, but the logs
may contain names of recordings. Look at it before you send it.
</source>
        <extracomment>desktop_app/app/checkup/diagnostics.py</extracomment>
        <translation>Dateien, die helfen, einen Fehler in Aviary zu finden: die Protokolle, der Bericht einer Computerprüfung,
die Versionen der Programmteile und die Einstellungen. Transkripte, Aufnahmen oder Passwörter sind nicht dabei,
aber die Protokolle können Namen von Aufnahmen enthalten. Sehen Sie alles durch, bevor Sie es senden.
</translation>
    </message>
    <message>
        <source>“{path}” already exists.</source>
        <extracomment>desktop_app/app/checkup/diagnostics.py, desktop_app/cli/doctor.py, desktop_app/cli/library/commands.py, desktop_app/models/store.py</extracomment>
        <translation>„{path}“ ist bereits vorhanden.</translation>
    </message>
    <message>
        <source>cannot be read: {reason}</source>
        <extracomment>desktop_app/app/checkup/diagnostics.py</extracomment>
        <translation>kann nicht gelesen werden: {reason}</translation>
    </message>
    <message>
        <source>Folders</source>
        <extracomment>desktop_app/app/checkup/report.py, desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Settings</source>
        <extracomment>desktop_app/app/checkup/report.py, desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Cache</source>
        <extracomment>desktop_app/app/checkup/report.py</extracomment>
        <translation>Cache</translation>
    </message>
    <message>
        <source>Models</source>
        <extracomment>desktop_app/app/checkup/report.py, desktop_app/ui/strings/models.py, desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Temporary files</source>
        <extracomment>desktop_app/app/checkup/report.py</extracomment>
        <translation>Temporäre Dateien</translation>
    </message>
    <message>
        <source>Logs</source>
        <extracomment>desktop_app/app/checkup/report.py</extracomment>
        <translation>Protokolle</translation>
    </message>
    <message>
        <source>Transcripts</source>
        <extracomment>desktop_app/app/checkup/report.py, desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Transkripte</translation>
    </message>
    <message>
        <source>Sample</source>
        <extracomment>desktop_app/app/checkup/report.py</extracomment>
        <translation>Beispielaufnahme</translation>
    </message>
    <message>
        <source>creating a folder</source>
        <extracomment>desktop_app/app/checkup/report.py</extracomment>
        <translation>Ordner anlegen</translation>
    </message>
    <message>
        <source>writing</source>
        <extracomment>desktop_app/app/checkup/report.py</extracomment>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>opening again</source>
        <extracomment>desktop_app/app/checkup/report.py</extracomment>
        <translation>Erneut öffnen</translation>
    </message>
    <message>
        <source>renaming</source>
        <extracomment>desktop_app/app/checkup/report.py</extracomment>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>replacing</source>
        <extracomment>desktop_app/app/checkup/report.py</extracomment>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>deleting</source>
        <extracomment>desktop_app/app/checkup/report.py</extracomment>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Exclude this folder in the antivirus program, or choose one that is not synchronised.</source>
        <extracomment>desktop_app/app/checkup/report.py</extracomment>
        <translation>Nehmen Sie diesen Ordner im Virenschutz aus oder wählen Sie einen, der nicht synchronisiert wird.</translation>
    </message>
    <message>
        <source>No program could be named; a virus scan is the usual cause.</source>
        <extracomment>desktop_app/app/checkup/report.py</extracomment>
        <translation>Es ließ sich kein Programm feststellen; die übliche Ursache ist eine Virenprüfung.</translation>
    </message>
    <message>
        <source>not tried: {reason}</source>
        <extracomment>desktop_app/app/checkup/report.py</extracomment>
        <translation>nicht ausprobiert: {reason}</translation>
    </message>
    <message>
        <source>failed</source>
        <extracomment>desktop_app/app/checkup/report.py</extracomment>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>recognised in {seconds:.1f} s: “{text}”</source>
        <extracomment>desktop_app/app/checkup/report.py</extracomment>
        <translation>in {seconds:.1f} s erkannt: „{text}“</translation>
    </message>
    <message>
        <source>cannot be written</source>
        <extracomment>desktop_app/app/checkup/report.py</extracomment>
        <translation>nicht beschreibbar</translation>
    </message>
    <message>
        <source>can be written</source>
        <extracomment>desktop_app/app/checkup/report.py</extracomment>
        <translation>beschreibbar</translation>
    </message>
    <message>
        <source>Delete {path}, which the check could not delete.</source>
        <extracomment>desktop_app/app/checkup/report.py</extracomment>
        <translation>Löschen Sie {path}; der Prüfung ist das nicht gelungen.</translation>
    </message>
    <message>
        <source>held by {names}</source>
        <extracomment>desktop_app/app/checkup/report.py</extracomment>
        <translation>verwendet von {names}</translation>
    </message>
    <message>
        <source>no program blocks files</source>
        <extracomment>desktop_app/app/checkup/report.py</extracomment>
        <translation>kein Programm blockiert Dateien</translation>
    </message>
    <message>
        <source>slow: {seconds:.1f} s lost on a file, mostly on {step}</source>
        <extracomment>desktop_app/app/checkup/report.py</extracomment>
        <translation>langsam: {seconds:.1f} s Verlust bei einer Datei, meist bei „{step}“</translation>
    </message>
    <message>
        <source>blocked, {step} is refused: {reason}</source>
        <extracomment>desktop_app/app/checkup/report.py</extracomment>
        <translation>blockiert, „{step}“ wird verweigert: {reason}</translation>
    </message>
    <message>
        <source>{count} problem</source>
        <extracomment>desktop_app/app/checkup/report.py</extracomment>
        <translation>{count} Problem</translation>
    </message>
    <message>
        <source>{count} problems</source>
        <extracomment>desktop_app/app/checkup/report.py</extracomment>
        <translation>{count} Probleme</translation>
    </message>
    <message>
        <source>{count} note</source>
        <extracomment>desktop_app/app/checkup/report.py</extracomment>
        <translation>{count} Hinweis</translation>
    </message>
    <message>
        <source>{count} notes</source>
        <extracomment>desktop_app/app/checkup/report.py</extracomment>
        <translation>{count} Hinweise</translation>
    </message>
    <message>
        <source>everything is fine</source>
        <extracomment>desktop_app/app/checkup/report.py</extracomment>
        <translation>alles in Ordnung</translation>
    </message>
    <message>
        <source>a recording is being transcribed</source>
        <extracomment>desktop_app/app/checkup/worker.py</extracomment>
        <translation>eine Aufnahme wird gerade transkribiert</translation>
    </message>
    <message>
        <source>No transcript is shown.</source>
        <extracomment>desktop_app/app/editing/editor.py</extracomment>
        <translation>Es wird kein Transkript angezeigt.</translation>
    </message>
    <message>
        <source>The text can be changed when it is finished.</source>
        <extracomment>desktop_app/app/editing/editor.py</extracomment>
        <translation>Der Text kann geändert werden, wenn er fertig ist.</translation>
    </message>
    <message>
        <source>The recording is being transcribed again; change its text when that is done.</source>
        <extracomment>desktop_app/app/editing/editor.py</extracomment>
        <translation>Die Aufnahme wird gerade neu transkribiert; ändern Sie den Text danach.</translation>
    </message>
    <message>
        <source>The text is still being read; try again in a moment.</source>
        <extracomment>desktop_app/app/editing/editor.py</extracomment>
        <translation>Der Text wird noch gelesen; versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>The library can only be read: {reason}</source>
        <extracomment>desktop_app/app/editing/editor.py</extracomment>
        <translation>Die Bibliothek kann nur gelesen werden: {reason}</translation>
    </message>
    <message>
        <source>The text has changed meanwhile; try again.</source>
        <extracomment>desktop_app/app/editing/editor.py</extracomment>
        <translation>Der Text hat sich inzwischen geändert; versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>No format is chosen.</source>
        <extracomment>desktop_app/app/exporting/plan.py</extracomment>
        <translation>Es ist kein Format ausgewählt.</translation>
    </message>
    <message>
        <source>{name} (until {time})</source>
        <extracomment>desktop_app/app/exporting/sources.py</extracomment>
        <translation>{name} (bis {time})</translation>
    </message>
    <message>
        <source>No speech model is installed.</source>
        <extracomment>desktop_app/app/jobs/controller.py, desktop_app/models/store.py</extracomment>
        <translation>Es ist kein Sprachmodell installiert.</translation>
    </message>
    <message>
        <source>There are no audio or video files there.</source>
        <extracomment>desktop_app/app/jobs/intake.py</extracomment>
        <translation>Dort gibt es keine Audio- oder Videodateien.</translation>
    </message>
    <message>
        <source>{problem} Until it can be kept, the text of this recording is in memory only.</source>
        <extracomment>desktop_app/app/library/journal.py</extracomment>
        <translation>{problem} Bis er gespeichert werden kann, ist der Text dieser Aufnahme nur im Arbeitsspeicher.</translation>
    </message>
    <message>
        <source>The library is not open.</source>
        <extracomment>desktop_app/app/library/journal.py</extracomment>
        <translation>Die Bibliothek ist nicht geöffnet.</translation>
    </message>
    <message>
        <source>“{name}” has changed since it was interrupted and is transcribed again. Its earlier text is in the library.</source>
        <extracomment>desktop_app/app/library/journal.py</extracomment>
        <translation>„{name}“ hat sich seit der Unterbrechung geändert und wird neu transkribiert. Der frühere Text ist in der Bibliothek.</translation>
    </message>
    <message>
        <source>{name} (before it changed)</source>
        <extracomment>desktop_app/app/library/journal.py</extracomment>
        <translation>{name} (vor der Änderung)</translation>
    </message>
    <message>
        <source>The text of “{name}” is in memory only. {problem}</source>
        <extracomment>desktop_app/app/library/journal.py</extracomment>
        <translation>Der Text von „{name}“ ist nur im Arbeitsspeicher. {problem}</translation>
    </message>
    <message>
        <source>What was heard of {name} after {time} is not kept yet ({reason}) and would be lost.</source>
        <extracomment>desktop_app/app/library/library_services.py</extracomment>
        <translation>Was von {name} nach {time} erkannt wurde, ist noch nicht gespeichert ({reason}) und ginge verloren.</translation>
    </message>
    <message>
        <source>{count} transcript could not be kept in the library; export it first.</source>
        <extracomment>desktop_app/app/library/library_services.py</extracomment>
        <translation>{count} Transkript konnte nicht in der Bibliothek gespeichert werden; exportieren Sie es zuerst.</translation>
    </message>
    <message>
        <source>{count} transcripts could not be kept in the library; export them first.</source>
        <extracomment>desktop_app/app/library/library_services.py</extracomment>
        <translation>{count} Transkripte konnten nicht in der Bibliothek gespeichert werden; exportieren Sie sie zuerst.</translation>
    </message>
    <message>
        <source>Changes to the list could not be kept in the library.</source>
        <extracomment>desktop_app/app/library/library_services.py</extracomment>
        <translation>Änderungen an der Liste konnten nicht in der Bibliothek gespeichert werden.</translation>
    </message>
    <message>
        <source>The backup of the library is still being written.</source>
        <extracomment>desktop_app/app/library/library_services.py</extracomment>
        <translation>Die Sicherung der Bibliothek wird noch geschrieben.</translation>
    </message>
    <message>
        <source>it is busy</source>
        <extracomment>desktop_app/app/library/library_services.py</extracomment>
        <translation>die Bibliothek ist beschäftigt</translation>
    </message>
    <message>
        <source>“{path}” cannot be read.</source>
        <extracomment>desktop_app/app/library/moved.py</extracomment>
        <translation>„{path}“ kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The library cannot be kept in {folder}: that is on the network, where a database may be damaged. Aviary keeps it on this computer instead, in {place}.</source>
        <extracomment>desktop_app/app/library/opening.py</extracomment>
        <translation>Die Bibliothek kann nicht in {folder} liegen: Das ist im Netzwerk, wo eine Datenbank beschädigt werden kann. Aviary legt sie stattdessen auf diesem Computer ab, in {place}.</translation>
    </message>
    <message>
        <source>The library cannot be kept in {folder}: {name} synchronises that folder, and may damage a database while it is in use. Aviary keeps it on this computer instead, in {place}. To have a copy elsewhere, choose File &gt; Library &gt; Back up the library.</source>
        <extracomment>desktop_app/app/library/opening.py</extracomment>
        <translation>Die Bibliothek kann nicht in {folder} liegen: {name} synchronisiert diesen Ordner und kann eine Datenbank beschädigen, während sie verwendet wird. Aviary legt sie stattdessen auf diesem Computer ab, in {place}. Für eine Kopie an einem anderen Ort wählen Sie Datei &gt; Bibliothek &gt; Bibliothek sichern.</translation>
    </message>
    <message>
        <source>The library in {folder} cannot be used ({reason}). For now Aviary keeps new transcripts in {place}. Nothing in {folder} was changed: connect the drive and restart Aviary.</source>
        <extracomment>desktop_app/app/library/opening.py</extracomment>
        <translation>Die Bibliothek in {folder} kann nicht verwendet werden ({reason}). Vorläufig speichert Aviary neue Transkripte in {place}. In {folder} wurde nichts geändert: Schließen Sie das Laufwerk an und starten Sie Aviary neu.</translation>
    </message>
    <message>
        <source>The models are now in {folder}.</source>
        <extracomment>desktop_app/app/models/description.py</extracomment>
        <translation>Die Modelle sind jetzt in {folder}.</translation>
    </message>
    <message>
        <source>Files that are not Aviary&apos;s stayed in {folder}: {names}.</source>
        <extracomment>desktop_app/app/models/description.py</extracomment>
        <translation>Dateien, die nicht zu Aviary gehören, sind in {folder} geblieben: {names}.</translation>
    </message>
    <message>
        <source>{count} more</source>
        <extracomment>desktop_app/app/models/description.py, desktop_app/ui/strings/window.py</extracomment>
        <translation>{count} weitere</translation>
    </message>
    <message>
        <source>{model} is transcribing a recording.</source>
        <extracomment>desktop_app/app/models/engine_release.py</extracomment>
        <translation>{model} transkribiert gerade eine Aufnahme.</translation>
    </message>
    <message>
        <source>Freed {size}.</source>
        <extracomment>desktop_app/app/models/folder.py</extracomment>
        <translation>{size} freigegeben.</translation>
    </message>
    <message>
        <source>{title} is now the model for new recordings.</source>
        <extracomment>desktop_app/app/models/manager.py</extracomment>
        <translation>{title} ist jetzt das Modell für neue Aufnahmen.</translation>
    </message>
    <message>
        <source>{title} is ready.</source>
        <extracomment>desktop_app/app/models/manager.py</extracomment>
        <translation>{title} ist bereit.</translation>
    </message>
    <message>
        <source>{title} is intact: its files have not changed since they were installed.</source>
        <extracomment>desktop_app/app/models/manager.py</extracomment>
        <translation>{title} ist unversehrt: Die Dateien haben sich seit der Installation nicht geändert.</translation>
    </message>
    <message>
        <source>{title} was written to {path}.</source>
        <extracomment>desktop_app/app/models/manager.py</extracomment>
        <translation>{title} wurde gespeichert: {path}.</translation>
    </message>
    <message>
        <source>The access token is saved on this computer.</source>
        <extracomment>desktop_app/app/models/manager.py</extracomment>
        <translation>Das Zugriffstoken ist auf diesem Computer gespeichert.</translation>
    </message>
    <message>
        <source>The access token was deleted.</source>
        <extracomment>desktop_app/app/models/manager.py</extracomment>
        <translation>Das Zugriffstoken wurde gelöscht.</translation>
    </message>
    <message>
        <source>{model} is not on this computer yet.</source>
        <extracomment>desktop_app/app/models/store_view.py, desktop_app/cli/transcribe.py, desktop_app/models/store.py</extracomment>
        <translation>{model} ist noch nicht auf diesem Computer.</translation>
    </message>
    <message>
        <source>{count} recording failed.</source>
        <extracomment>desktop_app/app/notifying/run_end.py</extracomment>
        <translation>{count} Aufnahme ist fehlgeschlagen.</translation>
    </message>
    <message>
        <source>{count} recordings failed.</source>
        <extracomment>desktop_app/app/notifying/run_end.py</extracomment>
        <translation>{count} Aufnahmen sind fehlgeschlagen.</translation>
    </message>
    <message>
        <source>{count} recording is done.</source>
        <extracomment>desktop_app/app/notifying/run_end.py</extracomment>
        <translation>{count} Aufnahme ist fertig.</translation>
    </message>
    <message>
        <source>{count} recordings are done.</source>
        <extracomment>desktop_app/app/notifying/run_end.py</extracomment>
        <translation>{count} Aufnahmen sind fertig.</translation>
    </message>
    <message>
        <source>{count} recording is done, {failed} failed.</source>
        <extracomment>desktop_app/app/notifying/run_end.py</extracomment>
        <translation>{count} Aufnahme ist fertig, {failed} fehlgeschlagen.</translation>
    </message>
    <message>
        <source>{count} recordings are done, {failed} failed.</source>
        <extracomment>desktop_app/app/notifying/run_end.py</extracomment>
        <translation>{count} Aufnahmen sind fertig, {failed} fehlgeschlagen.</translation>
    </message>
    <message>
        <source>on the CPU</source>
        <extracomment>desktop_app/app/planning/plans.py</extracomment>
        <translation>auf der CPU</translation>
    </message>
    <message>
        <source>on the GPU</source>
        <extracomment>desktop_app/app/planning/plans.py</extracomment>
        <translation>auf der GPU</translation>
    </message>
    <message>
        <source>on the GPU if it can be used, else the CPU</source>
        <extracomment>desktop_app/app/planning/plans.py</extracomment>
        <translation>auf der GPU, wenn sie verwendet werden kann, sonst auf der CPU</translation>
    </message>
    <message>
        <source>There is no estimate yet: nothing has been transcribed this way before.</source>
        <extracomment>desktop_app/app/planning/plans.py</extracomment>
        <translation>Es gibt noch keine Schätzung: Auf diese Weise wurde noch nichts transkribiert.</translation>
    </message>
    <message>
        <source>{length} of audio · {how}</source>
        <extracomment>desktop_app/app/planning/plans.py</extracomment>
        <translation>{length} Ton · {how}</translation>
    </message>
    <message>
        <source>{model} {place}</source>
        <extracomment>desktop_app/app/planning/plans.py</extracomment>
        <translation>{model} {place}</translation>
    </message>
    <message>
        <source>More than {length}, which it takes without speakers, judging by {count} earlier run on this computer.</source>
        <extracomment>desktop_app/app/planning/plans.py</extracomment>
        <translation>Mehr als {length}, die es ohne Sprecher dauert, nach {count} früherem Durchlauf auf diesem Computer geschätzt.</translation>
    </message>
    <message>
        <source>More than {length}, which it takes without speakers, judging by {count} earlier runs on this computer.</source>
        <extracomment>desktop_app/app/planning/plans.py</extracomment>
        <translation>Mehr als {length}, die es ohne Sprecher dauert, nach {count} früheren Durchläufen auf diesem Computer geschätzt.</translation>
    </message>
    <message>
        <source>About {length}, judging by {count} earlier run on this computer.</source>
        <extracomment>desktop_app/app/planning/plans.py</extracomment>
        <translation>Etwa {length}, nach {count} früherem Durchlauf auf diesem Computer geschätzt.</translation>
    </message>
    <message>
        <source>About {length}, judging by {count} earlier runs on this computer.</source>
        <extracomment>desktop_app/app/planning/plans.py</extracomment>
        <translation>Etwa {length}, nach {count} früheren Durchläufen auf diesem Computer geschätzt.</translation>
    </message>
    <message>
        <source>{count} thread</source>
        <extracomment>desktop_app/app/planning/plans.py, desktop_app/ui/strings/window.py</extracomment>
        <translation>{count} Thread</translation>
    </message>
    <message>
        <source>{count} threads</source>
        <extracomment>desktop_app/app/planning/plans.py, desktop_app/ui/strings/window.py</extracomment>
        <translation>{count} Threads</translation>
    </message>
    <message>
        <source>The sound output is gone.</source>
        <extracomment>desktop_app/app/player/output.py, desktop_app/app/player/player.py, desktop_app/app/player/sink.py</extracomment>
        <translation>Die Audioausgabe ist nicht mehr da.</translation>
    </message>
    <message>
        <source>There is no sound system on this computer.</source>
        <extracomment>desktop_app/app/player/sink.py</extracomment>
        <translation>Auf diesem Computer gibt es kein Audiosystem.</translation>
    </message>
    <message>
        <source>There is no sound output on this computer.</source>
        <extracomment>desktop_app/app/player/sink.py</extracomment>
        <translation>Auf diesem Computer gibt es keine Audioausgabe.</translation>
    </message>
    <message>
        <source>The sound system of this computer went away.</source>
        <extracomment>desktop_app/app/player/sink.py</extracomment>
        <translation>Das Audiosystem dieses Computers ist nicht mehr da.</translation>
    </message>
    <message>
        <source>“{name}” cannot be used for sound.</source>
        <extracomment>desktop_app/app/player/sink.py</extracomment>
        <translation>„{name}“ kann nicht für den Ton verwendet werden.</translation>
    </message>
    <message>
        <source>There is no file “{name}” in “{folder}”.</source>
        <extracomment>desktop_app/app/player/waveform.py, desktop_app/media/container.py</extracomment>
        <translation>In „{folder}“ gibt es keine Datei „{name}“.</translation>
    </message>
    <message>
        <source>“{path}” can be neither read nor moved out of the way.</source>
        <extracomment>desktop_app/app/settings.py</extracomment>
        <translation>„{path}“ kann weder gelesen noch beiseitegelegt werden.</translation>
    </message>
    <message>
        <source>The model that knows voices again is not on this computer.</source>
        <extracomment>desktop_app/app/speakers/hearing.py</extracomment>
        <translation>Das Modell, das Stimmen wiedererkennt, ist nicht auf diesem Computer.</translation>
    </message>
    <message>
        <source>Download or import TitaNet Large under Models &gt; Manage models.</source>
        <extracomment>desktop_app/app/speakers/hearing.py</extracomment>
        <translation>Laden Sie TitaNet Large unter Modelle &gt; Modelle verwalten herunter oder importieren Sie es.</translation>
    </message>
    <message>
        <source>Speaker</source>
        <extracomment>desktop_app/app/speakers/speakers.py, desktop_app/export/document.py, desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Sprecher</translation>
    </message>
    <message>
        <source>Renamed speaker</source>
        <extracomment>desktop_app/app/speakers/speakers.py</extracomment>
        <translation>Sprecher umbenannt</translation>
    </message>
    <message>
        <source>Merged speakers</source>
        <extracomment>desktop_app/app/speakers/speakers.py</extracomment>
        <translation>Sprecher zusammengeführt</translation>
    </message>
    <message>
        <source>Removed speaker</source>
        <extracomment>desktop_app/app/speakers/speakers.py</extracomment>
        <translation>Sprecher entfernt</translation>
    </message>
    <message>
        <source>Named by voice</source>
        <extracomment>desktop_app/app/speakers/speakers.py</extracomment>
        <translation>Nach der Stimme benannt</translation>
    </message>
    <message>
        <source>Aviary is already running, but does not respond.</source>
        <extracomment>desktop_app/app/startup/single_instance.py</extracomment>
        <translation>Aviary läuft bereits, antwortet aber nicht.</translation>
    </message>
    <message>
        <source>Another user&apos;s program answers instead of Aviary&apos;s window.</source>
        <extracomment>desktop_app/app/startup/single_instance.py</extracomment>
        <translation>Statt des Aviary-Fensters antwortet ein Programm eines anderen Benutzers.</translation>
    </message>
    <message>
        <source>The program that answers instead of Aviary&apos;s window is not Aviary.</source>
        <extracomment>desktop_app/app/startup/single_instance.py</extracomment>
        <translation>Das Programm, das statt des Aviary-Fensters antwortet, ist nicht Aviary.</translation>
    </message>
    <message>
        <source>The settings could not be read, so Aviary uses its default settings.</source>
        <extracomment>desktop_app/app/startup/strings.py</extracomment>
        <translation>Die Einstellungen konnten nicht gelesen werden, deshalb verwendet Aviary die Standardeinstellungen.</translation>
    </message>
    <message>
        <source>The damaged file is kept as {path}.</source>
        <extracomment>desktop_app/app/startup/strings.py</extracomment>
        <translation>Die beschädigte Datei wurde als {path} aufbewahrt.</translation>
    </message>
    <message>
        <source>The drive with Aviary&apos;s data ({folder}) is full. Aviary works, but cannot save settings or models until you free some space there.</source>
        <extracomment>desktop_app/app/startup/strings.py</extracomment>
        <translation>Das Laufwerk mit den Daten von Aviary ({folder}) ist voll. Aviary funktioniert, kann aber keine Einstellungen oder Modelle speichern, bis Sie dort Speicherplatz freigeben.</translation>
    </message>
    <message>
        <source>The models folder {folder} cannot be used ({reason}). For now Aviary uses its own models folder. Connect the drive and restart Aviary, or choose another folder under Models &gt; Manage models.</source>
        <extracomment>desktop_app/app/startup/strings.py</extracomment>
        <translation>Der Modellordner {folder} kann nicht verwendet werden ({reason}). Vorläufig verwendet Aviary seinen eigenen Modellordner. Schließen Sie das Laufwerk an und starten Sie Aviary neu oder wählen Sie unter Modelle &gt; Modelle verwalten einen anderen Ordner.</translation>
    </message>
    <message>
        <source>The models folder {folder} contains other things too, or is not one that Aviary puts models into directly. So the models are kept in a subfolder: {place}.</source>
        <extracomment>desktop_app/app/startup/strings.py</extracomment>
        <translation>Der Modellordner {folder} enthält auch andere Dinge oder ist keiner, in den Aviary Modelle direkt ablegt. Deshalb liegen die Modelle in einem Unterordner: {place}.</translation>
    </message>
    <message>
        <source>The environment variable AVIARY_MODELS sets the models folder to {folder}, and would still do so after a move.</source>
        <extracomment>desktop_app/app/startup/strings.py</extracomment>
        <translation>Die Umgebungsvariable AVIARY_MODELS legt {folder} als Modellordner fest, auch nach einem Verschieben.</translation>
    </message>
    <message>
        <source>In safe mode Aviary does not save settings, so it would not find the moved models.</source>
        <extracomment>desktop_app/app/startup/strings.py</extracomment>
        <translation>Im abgesicherten Modus speichert Aviary keine Einstellungen und würde die verschobenen Modelle deshalb nicht finden.</translation>
    </message>
    <message>
        <source>The build for your NVIDIA GPU is not used: {reason}. Aviary uses the CPU. To set up the GPU again, choose Help &gt; Use my NVIDIA GPU.</source>
        <extracomment>desktop_app/app/startup/strings.py</extracomment>
        <translation>Die Version für Ihre NVIDIA-GPU wird nicht verwendet: {reason}. Aviary verwendet die CPU. Um die GPU neu einzurichten, wählen Sie Hilfe &gt; Meine NVIDIA-GPU verwenden.</translation>
    </message>
    <message>
        <source>Another program uses the name under which Aviary is found, so files that you open from elsewhere do not reach this window: drop them here instead. Once that program has ended, restart Aviary.</source>
        <extracomment>desktop_app/app/startup/strings.py</extracomment>
        <translation>Ein anderes Programm verwendet den Namen, unter dem Aviary gefunden wird. Deshalb kommen Dateien, die Sie von anderswo öffnen, nicht in diesem Fenster an: Ziehen Sie sie stattdessen hierher. Starten Sie Aviary neu, sobald das andere Programm beendet ist.</translation>
    </message>
    <message>
        <source>Safe mode: Aviary runs with its default settings, uses only the CPU, and does not save changed settings. To leave safe mode, close it and start it normally.</source>
        <extracomment>desktop_app/app/startup/strings.py</extracomment>
        <translation>Abgesicherter Modus: Aviary läuft mit den Standardeinstellungen, verwendet nur die CPU und speichert geänderte Einstellungen nicht. Um den abgesicherten Modus zu verlassen, schließen Sie Aviary und starten Sie es normal.</translation>
    </message>
    <message>
        <source>Transcripts and the queue are kept in {folder}. File &gt; Library backs them up, shows the folder, and deletes everything; recordings stay where they are.</source>
        <extracomment>desktop_app/app/startup/strings.py</extracomment>
        <translation>Transkripte und die Warteschlange liegen in {folder}. Unter Datei &gt; Bibliothek können Sie beides sichern, den Ordner anzeigen und alles löschen; Aufnahmen bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>Aviary decodes audio itself and passes it to NeMo in memory, with num_workers = 0: there is no worker process and no manifest file that Windows or an antivirus program could lock. (Otherwise deleting NeMo&apos;s manifest.json in the temporary folder can fail with WinError 32, which hides the real error.)</source>
        <extracomment>desktop_app/app/startup/strings.py</extracomment>
        <translation>Aviary dekodiert den Ton selbst und übergibt ihn im Arbeitsspeicher an NeMo, mit num_workers = 0: Es gibt keinen Worker-Prozess und keine Manifest-Datei, die Windows oder ein Virenschutz sperren könnte. (Sonst kann das Löschen von manifest.json, einer Datei von NeMo im temporären Ordner, mit WinError 32 fehlschlagen, und das verdeckt den eigentlichen Fehler.)</translation>
    </message>
    <message>
        <source>Recognised again</source>
        <extracomment>desktop_app/app/transcript/redo.py</extracomment>
        <translation>Neu erkannt</translation>
    </message>
    <message>
        <source>{count} transcript is still being saved.</source>
        <extracomment>desktop_app/app/window.py</extracomment>
        <translation>{count} Transkript wird noch gespeichert.</translation>
    </message>
    <message>
        <source>{count} transcripts are still being saved.</source>
        <extracomment>desktop_app/app/window.py</extracomment>
        <translation>{count} Transkripte werden noch gespeichert.</translation>
    </message>
    <message>
        <source>The diagnostics are still being saved.</source>
        <extracomment>desktop_app/app/window.py</extracomment>
        <translation>Die Diagnosedaten werden noch gespeichert.</translation>
    </message>
    <message>
        <source>The report of the computer check is still being saved.</source>
        <extracomment>desktop_app/app/window.py</extracomment>
        <translation>Der Bericht der Computerprüfung wird noch gespeichert.</translation>
    </message>
    <message>
        <source>Changes to My words could not be kept in the library.</source>
        <extracomment>desktop_app/app/window.py</extracomment>
        <translation>Änderungen an „Meine Wörter“ konnten nicht in der Bibliothek gespeichert werden.</translation>
    </message>
    <message>
        <source>What you have checked could not be kept in the library.</source>
        <extracomment>desktop_app/app/window.py</extracomment>
        <translation>Was Sie geprüft haben, konnte nicht in der Bibliothek gespeichert werden.</translation>
    </message>
    <message>
        <source>(removed)</source>
        <extracomment>desktop_app/app/words/preview.py</extracomment>
        <translation>(entfernt)</translation>
    </message>
    <message>
        <source>Transcript</source>
        <extracomment>desktop_app/app/words/preview.py, desktop_app/ui/strings/window.py</extracomment>
        <translation>Transkript</translation>
    </message>
    <message>
        <source>Now</source>
        <extracomment>desktop_app/app/words/preview.py, desktop_app/ui/strings/page.py</extracomment>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Then</source>
        <extracomment>desktop_app/app/words/preview.py</extracomment>
        <translation>Danach</translation>
    </message>
    <message>
        <source>{before} becomes {after}</source>
        <extracomment>desktop_app/app/words/preview.py</extracomment>
        <translation>{before} wird zu {after}</translation>
    </message>
    <message>
        <source>The text has changed meanwhile.</source>
        <extracomment>desktop_app/app/words/rewriting.py</extracomment>
        <translation>Der Text hat sich inzwischen geändert.</translation>
    </message>
    <message>
        <source>Undo {name}</source>
        <extracomment>desktop_app/app/words/rewriting.py</extracomment>
        <translation>Rücknahme: {name}</translation>
    </message>
    <message>
        <source>There is no file “{name}”.</source>
        <extracomment>desktop_app/app/words/words.py, desktop_app/importing/reading.py</extracomment>
        <translation>Es gibt keine Datei „{name}“.</translation>
    </message>
    <message>
        <source>“{name}” cannot be read as a text in UTF-8.</source>
        <extracomment>desktop_app/app/words/words.py</extracomment>
        <translation>„{name}“ kann nicht als Text in UTF-8 gelesen werden.</translation>
    </message>
    <message>
        <source>“{name}” has a word of more than {most} characters: “{start}…”</source>
        <extracomment>desktop_app/app/words/words.py</extracomment>
        <translation>„{name}“ enthält ein Wort mit mehr als {most} Zeichen: „{start}…“</translation>
    </message>
    <message>
        <source>Aviary&apos;s window is open and uses the library.</source>
        <extracomment>desktop_app/cli/library/commands.py</extracomment>
        <translation>Das Aviary-Fenster ist offen und verwendet die Bibliothek.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <extracomment>desktop_app/cli/library/commands.py</extracomment>
        <translation>Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>“{path}” is not there, or is no file.</source>
        <extracomment>desktop_app/cli/library/commands.py, desktop_app/cli/library/imports.py</extracomment>
        <translation>„{path}“ fehlt oder ist keine Datei.</translation>
    </message>
    <message>
        <source>Nothing was deleted.</source>
        <extracomment>desktop_app/cli/library/commands.py, desktop_app/cli/models.py</extracomment>
        <translation>Es wurde nichts gelöscht.</translation>
    </message>
    <message>
        <source>Nothing of “{name}” has been transcribed yet.</source>
        <extracomment>desktop_app/cli/library/commands.py</extracomment>
        <translation>Von „{name}“ wurde noch nichts transkribiert.</translation>
    </message>
    <message>
        <source>“{title}” has no version {number}; the last is {last}.</source>
        <extracomment>desktop_app/cli/library/commands.py</extracomment>
        <translation>„{title}“ hat keine Fassung {number}; die letzte ist {last}.</translation>
    </message>
    <message>
        <source>There is no transcript “{name}”.</source>
        <extracomment>desktop_app/cli/library/commands.py</extracomment>
        <translation>Es gibt kein Transkript „{name}“.</translation>
    </message>
    <message>
        <source>{count} transcripts are called {name}.</source>
        <extracomment>desktop_app/cli/library/commands.py</extracomment>
        <translation>{count} Transkripte heißen {name}.</translation>
    </message>
    <message>
        <source>Aviary&apos;s window is open and uses this folder. Close it, or move the models there, under Models &gt; Manage models.</source>
        <extracomment>desktop_app/cli/models.py</extracomment>
        <translation>Das Aviary-Fenster ist offen und verwendet diesen Ordner. Schließen Sie es oder verschieben Sie die Modelle dort unter Modelle &gt; Modelle verwalten.</translation>
    </message>
    <message>
        <source>“{text}” is not in the list; nothing is removed.</source>
        <extracomment>desktop_app/cli/words.py</extracomment>
        <translation>„{text}“ ist nicht in der Liste; es wird nichts entfernt.</translation>
    </message>
    <message>
        <source>This word has no letters.</source>
        <extracomment>desktop_app/cli/words.py</extracomment>
        <translation>Dieses Wort enthält keine Buchstaben.</translation>
    </message>
    <message>
        <source>A word has {most} characters at most.</source>
        <extracomment>desktop_app/cli/words.py</extracomment>
        <translation>Ein Wort darf höchstens {most} Zeichen haben.</translation>
    </message>
    <message>
        <source>This is not a regular expression: {reason}.</source>
        <extracomment>desktop_app/core/editing/find.py</extracomment>
        <translation>Das ist kein regulärer Ausdruck: {reason}.</translation>
    </message>
    <message>
        <source>The replacement names a group that the expression does not have.</source>
        <extracomment>desktop_app/core/editing/find.py</extracomment>
        <translation>Der Ersatztext nennt eine Gruppe, die der Ausdruck nicht hat.</translation>
    </message>
    <message>
        <source>This expression takes too long; make it simpler.</source>
        <extracomment>desktop_app/core/editing/find.py</extracomment>
        <translation>Dieser Ausdruck braucht zu lange; vereinfachen Sie ihn.</translation>
    </message>
    <message>
        <source>My words</source>
        <extracomment>desktop_app/core/editing/terms.py, desktop_app/ui/strings/words.py</extracomment>
        <translation>Meine Wörter</translation>
    </message>
    <message>
        <source>File not found</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Datei nicht gefunden</translation>
    </message>
    <message>
        <source>If it was moved or renamed, say where it is now; or put it back and retry.</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Wenn sie verschoben oder umbenannt wurde, geben Sie an, wo sie jetzt ist; oder legen Sie sie zurück und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Check its name and folder.</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Prüfen Sie Namen und Ordner.</translation>
    </message>
    <message>
        <source>Not a readable recording</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Keine lesbare Aufnahme</translation>
    </message>
    <message>
        <source>Open it in a media player to check it, or export it again as WAV or MP3.</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Öffnen Sie sie zur Kontrolle in einem Medienplayer oder exportieren Sie sie erneut als WAV oder MP3.</translation>
    </message>
    <message>
        <source>Empty file</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Leere Datei</translation>
    </message>
    <message>
        <source>Copy the recording again from where it came from.</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Kopieren Sie die Aufnahme noch einmal von dort, wo sie herkommt.</translation>
    </message>
    <message>
        <source>Copy-protected file</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Kopiergeschützte Datei</translation>
    </message>
    <message>
        <source>Only the program it was bought with can play it; use an unprotected copy.</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Nur das Programm, mit dem sie gekauft wurde, kann sie wiedergeben; verwenden Sie eine ungeschützte Kopie.</translation>
    </message>
    <message>
        <source>File in use</source>
        <extracomment>desktop_app/core/errors.py, desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Datei wird verwendet</translation>
    </message>
    <message>
        <source>Close the program that uses it, or wait until it has been copied or synchronised.</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Schließen Sie das Programm, das sie verwendet, oder warten Sie, bis sie kopiert oder synchronisiert ist.</translation>
    </message>
    <message>
        <source>No audio in this file</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Kein Ton in dieser Datei</translation>
    </message>
    <message>
        <source>Choose a file with an audio track.</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Wählen Sie eine Datei mit einer Tonspur.</translation>
    </message>
    <message>
        <source>No recordings found</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Keine Aufnahmen gefunden</translation>
    </message>
    <message>
        <source>Choose a folder that holds audio or video files.</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Wählen Sie einen Ordner, der Audio- oder Videodateien enthält.</translation>
    </message>
    <message>
        <source>Model not installed</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Modell nicht installiert</translation>
    </message>
    <message>
        <source>Download or import it under Models &gt; Manage models, or choose another model.</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Laden Sie es unter Modelle &gt; Modelle verwalten herunter oder importieren Sie es dort, oder wählen Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source>`aviary models list` shows the names; `aviary models download NAME` downloads one.</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>`aviary models list` zeigt die Namen; `aviary models download NAME` lädt eines herunter.</translation>
    </message>
    <message>
        <source>Repair the installation by running Aviary&apos;s installer again, or download another model under Models &gt; Manage models.</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Reparieren Sie die Installation, indem Sie das Installationsprogramm von Aviary erneut ausführen, oder laden Sie unter Modelle &gt; Modelle verwalten ein anderes Modell herunter.</translation>
    </message>
    <message>
        <source>Repair the installation by running Aviary&apos;s installer again, or download another model with `aviary models download`.</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Reparieren Sie die Installation, indem Sie das Installationsprogramm von Aviary erneut ausführen, oder laden Sie mit `aviary models download` ein anderes Modell herunter.</translation>
    </message>
    <message>
        <source>Not a usable model</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Kein brauchbares Modell</translation>
    </message>
    <message>
        <source>Model file in use</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Modelldatei wird verwendet</translation>
    </message>
    <message>
        <source>Wait until the virus scan or copy has finished, then retry.</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Warten Sie, bis die Virenprüfung oder der Kopiervorgang beendet ist, und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>Unknown model</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Unbekanntes Modell</translation>
    </message>
    <message>
        <source>See `aviary models list`, or give the path of a .nemo file.</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Sehen Sie in `aviary models list` nach oder geben Sie den Pfad einer .nemo-Datei an.</translation>
    </message>
    <message>
        <source>Language not available</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Sprache nicht verfügbar</translation>
    </message>
    <message>
        <source>Choose one of the model&apos;s languages, or another model.</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Wählen Sie eine der Sprachen des Modells oder ein anderes Modell.</translation>
    </message>
    <message>
        <source>Times not available</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Zeiten nicht verfügbar</translation>
    </message>
    <message>
        <source>Choose a time setting that the model supports, or another model.</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Wählen Sie eine Einstellung für Zeiten, die das Modell unterstützt, oder ein anderes Modell.</translation>
    </message>
    <message>
        <source>No sound</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Kein Ton</translation>
    </message>
    <message>
        <source>You can still read and correct the text.</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Sie können den Text trotzdem lesen und korrigieren.</translation>
    </message>
    <message>
        <source>Close Aviary and open it again to hear recordings. The text can be read and corrected.</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Schließen Sie Aviary und öffnen Sie es wieder, um Aufnahmen zu hören. Der Text kann gelesen und korrigiert werden.</translation>
    </message>
    <message>
        <source>Playing is paused</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Wiedergabe pausiert</translation>
    </message>
    <message>
        <source>Play again to hear it from the sound output that is there now.</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Starten Sie die Wiedergabe erneut, um sie über die jetzt vorhandene Audioausgabe zu hören.</translation>
    </message>
    <message>
        <source>No usable NVIDIA GPU</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Keine verwendbare NVIDIA-GPU</translation>
    </message>
    <message>
        <source>Use the CPU, or install a current NVIDIA driver.</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Verwenden Sie die CPU oder installieren Sie einen aktuellen NVIDIA-Treiber.</translation>
    </message>
    <message>
        <source>Use --device cpu, or install a current NVIDIA driver.</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Verwenden Sie --device cpu oder installieren Sie einen aktuellen NVIDIA-Treiber.</translation>
    </message>
    <message>
        <source>Not enough memory</source>
        <extracomment>desktop_app/core/errors.py, desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Nicht genug Arbeitsspeicher</translation>
    </message>
    <message>
        <source>Close other programs or choose a smaller model, then retry.</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Schließen Sie andere Programme oder wählen Sie ein kleineres Modell und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>Close other programs, or try again with a smaller --batch-size or a smaller model.</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Schließen Sie andere Programme oder versuchen Sie es erneut mit einer kleineren --batch-size oder einem kleineren Modell.</translation>
    </message>
    <message>
        <source>Cannot write there</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Schreiben nicht möglich</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Not a folder</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Kein Ordner</translation>
    </message>
    <message>
        <source>Choose a folder.</source>
        <extracomment>desktop_app/core/errors.py, desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Wählen Sie einen Ordner.</translation>
    </message>
    <message>
        <source>That is a recording</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Das ist eine Aufnahme</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>File already exists</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Datei bereits vorhanden</translation>
    </message>
    <message>
        <source>Choose another name, or add --overwrite.</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Wählen Sie einen anderen Namen oder fügen Sie --overwrite hinzu.</translation>
    </message>
    <message>
        <source>Disk full</source>
        <extracomment>desktop_app/core/errors.py, desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Laufwerk voll</translation>
    </message>
    <message>
        <source>Free some space or choose another drive.</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Geben Sie Speicherplatz frei oder wählen Sie ein anderes Laufwerk.</translation>
    </message>
    <message>
        <source>Export as text, or transcribe again with times.</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Exportieren Sie als Text oder transkribieren Sie erneut mit Zeiten.</translation>
    </message>
    <message>
        <source>Name not usable</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Name nicht verwendbar</translation>
    </message>
    <message>
        <source>The fields are name, date, time, model, language, speakers and format, each in braces.</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Die Felder heißen name, date, time, model, language, speakers und format, jeweils in geschweiften Klammern.</translation>
    </message>
    <message>
        <source>Unknown format</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Unbekanntes Format</translation>
    </message>
    <message>
        <source>Choose one of the formats that Aviary writes.</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Wählen Sie eines der Formate, die Aviary schreibt.</translation>
    </message>
    <message>
        <source>Recognition failed</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Erkennung fehlgeschlagen</translation>
    </message>
    <message>
        <source>Retry; if it fails again, copy the details and report them.</source>
        <extracomment>desktop_app/core/errors.py, desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Versuchen Sie es erneut; wenn es wieder fehlschlägt, kopieren Sie die Details und melden Sie sie.</translation>
    </message>
    <message>
        <source>Try again; if it fails again, report it with the file of `aviary doctor --save`.</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Versuchen Sie es erneut; wenn es wieder fehlschlägt, melden Sie es mit der Datei von `aviary doctor --save`.</translation>
    </message>
    <message>
        <source>Unexpected error</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Unerwarteter Fehler</translation>
    </message>
    <message>
        <source>Retry; if it happens again, copy the details and report them.</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Versuchen Sie es erneut; wenn es wieder vorkommt, kopieren Sie die Details und melden Sie sie.</translation>
    </message>
    <message>
        <source>Try again; if it happens again, report it with the file of `aviary doctor --save`.</source>
        <extracomment>desktop_app/core/errors.py, desktop_app/core/library_errors.py</extracomment>
        <translation>Versuchen Sie es erneut; wenn es wieder vorkommt, melden Sie es mit der Datei von `aviary doctor --save`.</translation>
    </message>
    <message>
        <source>An unexpected error occurred ({cause}).</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Ein unerwarteter Fehler ist aufgetreten ({cause}).</translation>
    </message>
    <message>
        <source>Aviary is already running</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Aviary läuft bereits</translation>
    </message>
    <message>
        <source>Wait a moment and try again; if that does not help, end it in the task manager.</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Warten Sie einen Moment und versuchen Sie es erneut; wenn das nicht hilft, beenden Sie es im Task-Manager.</translation>
    </message>
    <message>
        <source>Another program in Aviary&apos;s place</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Anderes Programm anstelle von Aviary</translation>
    </message>
    <message>
        <source>Nothing was sent to it. Open the files from Aviary&apos;s own window; or close Aviary, end the other program, and start Aviary again.</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Es wurde nichts an dieses Programm gesendet. Öffnen Sie die Dateien im Fenster von Aviary selbst; oder schließen Sie Aviary, beenden Sie das andere Programm und starten Sie Aviary wieder.</translation>
    </message>
    <message>
        <source>Computer still on</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Computer noch eingeschaltet</translation>
    </message>
    <message>
        <source>Everything is transcribed; you can put the computer to sleep yourself.</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Alles ist transkribiert; Sie können den Computer selbst in den Energiesparmodus versetzen.</translation>
    </message>
    <message>
        <source>The GPU is not in use</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Die GPU wird nicht verwendet</translation>
    </message>
    <message>
        <source>Aviary continues on the CPU.</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Aviary arbeitet auf der CPU weiter.</translation>
    </message>
    <message>
        <source>Free some space on the drive of Aviary&apos;s data, then try again.</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Geben Sie auf dem Laufwerk mit den Daten von Aviary Speicherplatz frei und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>The GPU could not be used</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Die GPU konnte nicht verwendet werden</translation>
    </message>
    <message>
        <source>Restart Aviary; it will then use the CPU. To set up the GPU again, choose Help &gt; Use my NVIDIA GPU.</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Starten Sie Aviary neu; es verwendet dann die CPU. Um die GPU neu einzurichten, wählen Sie Hilfe &gt; Meine NVIDIA-GPU verwenden.</translation>
    </message>
    <message>
        <source>Try again; from now on Aviary uses the CPU.</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Versuchen Sie es erneut; ab jetzt verwendet Aviary die CPU.</translation>
    </message>
    <message>
        <source>Library not available</source>
        <extracomment>desktop_app/core/library_errors.py</extracomment>
        <translation>Bibliothek nicht verfügbar</translation>
    </message>
    <message>
        <source>Restart Aviary; if it happens again, copy the details and report them.</source>
        <extracomment>desktop_app/core/library_errors.py</extracomment>
        <translation>Starten Sie Aviary neu; wenn es wieder vorkommt, kopieren Sie die Details und melden Sie sie.</translation>
    </message>
    <message>
        <source>No space for the library</source>
        <extracomment>desktop_app/core/library_errors.py</extracomment>
        <translation>Kein Speicherplatz für die Bibliothek</translation>
    </message>
    <message>
        <source>Free some space on that drive; Aviary then keeps what is waiting.</source>
        <extracomment>desktop_app/core/library_errors.py</extracomment>
        <translation>Geben Sie auf diesem Laufwerk Speicherplatz frei; Aviary speichert dann, was noch wartet.</translation>
    </message>
    <message>
        <source>Free some space on that drive, then try again.</source>
        <extracomment>desktop_app/core/library_errors.py</extracomment>
        <translation>Geben Sie auf diesem Laufwerk Speicherplatz frei und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>Library not writable</source>
        <extracomment>desktop_app/core/library_errors.py</extracomment>
        <translation>Bibliothek nicht beschreibbar</translation>
    </message>
    <message>
        <source>Ask for permission to write there, or choose another folder for the library.</source>
        <extracomment>desktop_app/core/library_errors.py</extracomment>
        <translation>Bitten Sie um die Berechtigung, dort zu schreiben, oder wählen Sie einen anderen Ordner für die Bibliothek.</translation>
    </message>
    <message>
        <source>Ask for permission to write there, or keep the library elsewhere with AVIARY_HOME.</source>
        <extracomment>desktop_app/core/library_errors.py</extracomment>
        <translation>Bitten Sie um die Berechtigung, dort zu schreiben, oder legen Sie die Bibliothek mit AVIARY_HOME an einen anderen Ort.</translation>
    </message>
    <message>
        <source>Library moved or deleted</source>
        <extracomment>desktop_app/core/library_errors.py</extracomment>
        <translation>Bibliothek verschoben oder gelöscht</translation>
    </message>
    <message>
        <source>Put its folder back where it was: Aviary then keeps what is waiting. If it is deleted, export what you need and restart Aviary, which begins a new library.</source>
        <extracomment>desktop_app/core/library_errors.py</extracomment>
        <translation>Legen Sie den Ordner dorthin zurück, wo er war: Aviary speichert dann, was noch wartet. Wenn er gelöscht ist, exportieren Sie, was Sie brauchen, und starten Sie Aviary neu; es legt dann eine neue Bibliothek an.</translation>
    </message>
    <message>
        <source>Put its folder back where it was, then try again.</source>
        <extracomment>desktop_app/core/library_errors.py</extracomment>
        <translation>Legen Sie den Ordner dorthin zurück, wo er war, und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>Library in use</source>
        <extracomment>desktop_app/core/library_errors.py</extracomment>
        <translation>Bibliothek wird verwendet</translation>
    </message>
    <message>
        <source>Wait until the other program has finished, or close it, then try again.</source>
        <extracomment>desktop_app/core/library_errors.py</extracomment>
        <translation>Warten Sie, bis das andere Programm fertig ist, oder schließen Sie es; versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>Library of a newer Aviary</source>
        <extracomment>desktop_app/core/library_errors.py</extracomment>
        <translation>Bibliothek eines neueren Aviary</translation>
    </message>
    <message>
        <source>Use that version of Aviary, or choose another folder for the library.</source>
        <extracomment>desktop_app/core/library_errors.py</extracomment>
        <translation>Verwenden Sie diese Version von Aviary oder wählen Sie einen anderen Ordner für die Bibliothek.</translation>
    </message>
    <message>
        <source>Use that version of Aviary, or keep another library elsewhere with AVIARY_HOME.</source>
        <extracomment>desktop_app/core/library_errors.py</extracomment>
        <translation>Verwenden Sie diese Version von Aviary oder legen Sie mit AVIARY_HOME eine andere Bibliothek an einem anderen Ort an.</translation>
    </message>
    <message>
        <source>Library damaged</source>
        <extracomment>desktop_app/core/library_errors.py</extracomment>
        <translation>Bibliothek beschädigt</translation>
    </message>
    <message>
        <source>Restart Aviary: it sets the damaged file aside and recovers everything that can be read.</source>
        <extracomment>desktop_app/core/library_errors.py</extracomment>
        <translation>Starten Sie Aviary neu: Es legt die beschädigte Datei beiseite und stellt alles wieder her, was sich lesen lässt.</translation>
    </message>
    <message>
        <source>Try again: Aviary sets the damaged file aside and recovers everything that can be read.</source>
        <extracomment>desktop_app/core/library_errors.py</extracomment>
        <translation>Versuchen Sie es erneut: Aviary legt die beschädigte Datei beiseite und stellt alles wieder her, was sich lesen lässt.</translation>
    </message>
    <message>
        <source>Library damaged and in use</source>
        <extracomment>desktop_app/core/library_errors.py</extracomment>
        <translation>Bibliothek beschädigt und in Verwendung</translation>
    </message>
    <message>
        <source>Close the other Aviary; then start this one again, which recovers it.</source>
        <extracomment>desktop_app/core/library_errors.py</extracomment>
        <translation>Schließen Sie das andere Aviary; starten Sie dann dieses neu, um die Bibliothek wiederherzustellen.</translation>
    </message>
    <message>
        <source>Close the other Aviary, then try again, which recovers it.</source>
        <extracomment>desktop_app/core/library_errors.py</extracomment>
        <translation>Schließen Sie das andere Aviary und versuchen Sie es dann erneut, um die Bibliothek wiederherzustellen.</translation>
    </message>
    <message>
        <source>Backup damaged</source>
        <extracomment>desktop_app/core/library_errors.py</extracomment>
        <translation>Sicherung beschädigt</translation>
    </message>
    <message>
        <source>Choose an older backup. Nothing was changed.</source>
        <extracomment>desktop_app/core/library_errors.py</extracomment>
        <translation>Wählen Sie eine ältere Sicherung. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Take an older backup. Nothing was changed.</source>
        <extracomment>desktop_app/core/library_errors.py</extracomment>
        <translation>Nehmen Sie eine ältere Sicherung. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Library on the network</source>
        <extracomment>desktop_app/core/library_errors.py</extracomment>
        <translation>Bibliothek im Netzwerk</translation>
    </message>
    <message>
        <source>Choose a folder on this computer for the library.</source>
        <extracomment>desktop_app/core/library_errors.py</extracomment>
        <translation>Wählen Sie für die Bibliothek einen Ordner auf diesem Computer.</translation>
    </message>
    <message>
        <source>Not a library</source>
        <extracomment>desktop_app/core/library_errors.py</extracomment>
        <translation>Keine Bibliothek</translation>
    </message>
    <message>
        <source>Choose a file that Aviary wrote as a backup of its library.</source>
        <extracomment>desktop_app/core/library_errors.py</extracomment>
        <translation>Wählen Sie eine Datei, die Aviary als Sicherung seiner Bibliothek geschrieben hat.</translation>
    </message>
    <message>
        <source>Not in the library</source>
        <extracomment>desktop_app/core/library_errors.py</extracomment>
        <translation>Nicht in der Bibliothek</translation>
    </message>
    <message>
        <source>Another program may have deleted it; look at the list again.</source>
        <extracomment>desktop_app/core/library_errors.py</extracomment>
        <translation>Vielleicht hat ein anderes Programm den Eintrag gelöscht; sehen Sie noch einmal in die Liste.</translation>
    </message>
    <message>
        <source>See `aviary library list`.</source>
        <extracomment>desktop_app/core/library_errors.py</extracomment>
        <translation>Sehen Sie in `aviary library list` nach.</translation>
    </message>
    <message>
        <source>Text changed elsewhere</source>
        <extracomment>desktop_app/core/library_errors.py</extracomment>
        <translation>Text an anderer Stelle geändert</translation>
    </message>
    <message>
        <source>Both texts are kept: compare them under “Versions”.</source>
        <extracomment>desktop_app/core/library_errors.py</extracomment>
        <translation>Beide Texte sind gespeichert: Vergleichen Sie sie unter „Fassungen“.</translation>
    </message>
    <message>
        <source>Text not kept</source>
        <extracomment>desktop_app/core/library_errors.py</extracomment>
        <translation>Text nicht gespeichert</translation>
    </message>
    <message>
        <source>Export it before you close Aviary; it is kept as soon as the library can be written.</source>
        <extracomment>desktop_app/core/library_errors.py</extracomment>
        <translation>Exportieren Sie ihn, bevor Sie Aviary schließen; er wird gespeichert, sobald in die Bibliothek geschrieben werden kann.</translation>
    </message>
    <message>
        <source>It is in the output alone.</source>
        <extracomment>desktop_app/core/library_errors.py</extracomment>
        <translation>Er steht nur in der Ausgabe.</translation>
    </message>
    <message>
        <source>No list of words</source>
        <extracomment>desktop_app/core/library_errors.py</extracomment>
        <translation>Keine Wörterliste</translation>
    </message>
    <message>
        <source>Choose a text file in UTF-8 with one word a line.</source>
        <extracomment>desktop_app/core/library_errors.py</extracomment>
        <translation>Wählen Sie eine Textdatei in UTF-8 mit einem Wort pro Zeile.</translation>
    </message>
    <message>
        <source>In use by another Aviary</source>
        <extracomment>desktop_app/core/library_errors.py</extracomment>
        <translation>Von einem anderen Aviary verwendet</translation>
    </message>
    <message>
        <source>Let the other program finish it, or stop it there.</source>
        <extracomment>desktop_app/core/library_errors.py</extracomment>
        <translation>Lassen Sie das andere Programm den Auftrag zu Ende führen oder halten Sie ihn dort an.</translation>
    </message>
    <message>
        <source>Library closed</source>
        <extracomment>desktop_app/core/library_errors.py</extracomment>
        <translation>Bibliothek geschlossen</translation>
    </message>
    <message>
        <source>{count} channels</source>
        <extracomment>desktop_app/core/media.py</extracomment>
        <translation>{count} Kanäle</translation>
    </message>
    <message>
        <source>mono</source>
        <extracomment>desktop_app/core/media.py</extracomment>
        <translation>mono</translation>
    </message>
    <message>
        <source>stereo</source>
        <extracomment>desktop_app/core/media.py</extracomment>
        <translation>stereo</translation>
    </message>
    <message>
        <source>track {number} of {count}</source>
        <extracomment>desktop_app/core/media.py</extracomment>
        <translation>Tonspur {number} von {count}</translation>
    </message>
    <message>
        <source>Transducer, like Parakeet RNNT and TDT</source>
        <extracomment>desktop_app/core/model.py</extracomment>
        <translation>Transducer, wie Parakeet RNNT und TDT</translation>
    </message>
    <message>
        <source>CTC, like Parakeet CTC</source>
        <extracomment>desktop_app/core/model.py</extracomment>
        <translation>CTC, wie Parakeet CTC</translation>
    </message>
    <message>
        <source>Transducer with CTC, like Parakeet TDT-CTC</source>
        <extracomment>desktop_app/core/model.py</extracomment>
        <translation>Transducer mit CTC, wie Parakeet TDT-CTC</translation>
    </message>
    <message>
        <source>Canary, first version, without times</source>
        <extracomment>desktop_app/core/model.py</extracomment>
        <translation>Canary, erste Version, ohne Zeiten</translation>
    </message>
    <message>
        <source>it needs a prompt with each recording</source>
        <extracomment>desktop_app/core/model_config/parts.py</extracomment>
        <translation>es braucht zu jeder Aufnahme einen Prompt</translation>
    </message>
    <message>
        <source>it is made for live speech and marks the ends of turns</source>
        <extracomment>desktop_app/core/model_config/parts.py</extracomment>
        <translation>es ist für Live-Sprache gemacht und markiert das Ende von Redebeiträgen</translation>
    </message>
    <message>
        <source>it needs to be told who speaks when</source>
        <extracomment>desktop_app/core/model_config/parts.py</extracomment>
        <translation>es muss wissen, wer wann spricht</translation>
    </message>
    <message>
        <source>NeMo gives no times and no confidence for it</source>
        <extracomment>desktop_app/core/model_config/parts.py</extracomment>
        <translation>NeMo liefert dafür keine Zeiten und keine Sicherheit</translation>
    </message>
    <message>
        <source>“{name}” is damaged: its configuration is empty.</source>
        <extracomment>desktop_app/core/model_config/reader.py, desktop_app/core/model_config/yaml_text.py</extracomment>
        <translation>„{name}“ ist beschädigt: Die Konfiguration ist leer.</translation>
    </message>
    <message>
        <source>“{name}” is damaged: its configuration has no preprocessor.</source>
        <extracomment>desktop_app/core/model_config/reader.py</extracomment>
        <translation>„{name}“ ist beschädigt: In der Konfiguration fehlt der Preprocessor.</translation>
    </message>
    <message>
        <source>“{name}” is a kind of speech recogniser that Aviary cannot run yet: {reason}.</source>
        <extracomment>desktop_app/core/model_config/reader.py</extracomment>
        <translation>„{name}“ ist ein Modell zur Spracherkennung, das Aviary noch nicht ausführen kann: {reason}.</translation>
    </message>
    <message>
        <source>“{name}” is a NeMo model, but not a speech recogniser that Aviary can run.</source>
        <extracomment>desktop_app/core/model_config/reader.py</extracomment>
        <translation>„{name}“ ist ein NeMo-Modell, aber keines zur Spracherkennung, das Aviary ausführen kann.</translation>
    </message>
    <message>
        <source>“{name}” is damaged: its configuration refers to itself.</source>
        <extracomment>desktop_app/core/model_config/reader.py</extracomment>
        <translation>„{name}“ ist beschädigt: Die Konfiguration verweist auf sich selbst.</translation>
    </message>
    <message>
        <source>“{name}” was not opened: its {part} asks for something outside the model, {shown}.</source>
        <extracomment>desktop_app/core/model_config/reader.py</extracomment>
        <translation>„{name}“ wurde nicht geöffnet: Der Teil „{part}“ verlangt etwas außerhalb des Modells, {shown}.</translation>
    </message>
    <message>
        <source>“{name}” is damaged: its configuration refers to {shown}, which it does not contain.</source>
        <extracomment>desktop_app/core/model_config/reader.py</extracomment>
        <translation>„{name}“ ist beschädigt: Die Konfiguration verweist auf {shown}, enthält das aber nicht.</translation>
    </message>
    <message>
        <source>“{name}” is damaged: its tokenizer names no languages.</source>
        <extracomment>desktop_app/core/model_config/reader.py</extracomment>
        <translation>„{name}“ ist beschädigt: Der Tokenizer nennt keine Sprachen.</translation>
    </message>
    <message>
        <source>“{name}” is damaged: its tokenizer has an invalid language, {shown}.</source>
        <extracomment>desktop_app/core/model_config/reader.py</extracomment>
        <translation>„{name}“ ist beschädigt: Der Tokenizer hat eine ungültige Sprache, {shown}.</translation>
    </message>
    <message>
        <source>“{name}” has a kind of tokenizer that Aviary cannot use: only SentencePiece keeps everything inside the model.</source>
        <extracomment>desktop_app/core/model_config/reader.py</extracomment>
        <translation>„{name}“ hat eine Art von Tokenizer, die Aviary nicht verwenden kann: Nur SentencePiece behält alles innerhalb des Modells.</translation>
    </message>
    <message>
        <source>“{name}” is damaged: its tokenizer&apos;s file is missing.</source>
        <extracomment>desktop_app/core/model_config/reader.py</extracomment>
        <translation>„{name}“ ist beschädigt: Die Datei des Tokenizers fehlt.</translation>
    </message>
    <message>
        <source>“{name}” is damaged: its {part} asks for more than any speech recogniser needs, {key} {value}.</source>
        <extracomment>desktop_app/core/model_config/reader.py</extracomment>
        <translation>„{name}“ ist beschädigt: Der Teil „{part}“ verlangt mehr, als eine Spracherkennung je braucht ({key} {value}).</translation>
    </message>
    <message>
        <source>“{name}” was not opened: its {part} asks for code that no speech recogniser uses there, {shown}.</source>
        <extracomment>desktop_app/core/model_config/reader.py</extracomment>
        <translation>„{name}“ wurde nicht geöffnet: Der Teil „{part}“ verlangt Code, den dort keine Spracherkennung verwendet, {shown}.</translation>
    </message>
    <message>
        <source>“{name}” was not opened: its {part} asks for a file or an address outside the model, {shown}.</source>
        <extracomment>desktop_app/core/model_config/reader.py</extracomment>
        <translation>„{name}“ wurde nicht geöffnet: Der Teil „{part}“ verlangt eine Datei oder eine Adresse außerhalb des Modells, {shown}.</translation>
    </message>
    <message>
        <source>configuration</source>
        <extracomment>desktop_app/core/model_config/reader.py</extracomment>
        <translation>Konfiguration</translation>
    </message>
    <message>
        <source>class</source>
        <extracomment>desktop_app/core/model_config/reader.py</extracomment>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>“{name}” is damaged: its configuration merges one part into another.</source>
        <extracomment>desktop_app/core/model_config/yaml_text.py</extracomment>
        <translation>„{name}“ ist beschädigt: Die Konfiguration fügt einen Teil in einen anderen ein.</translation>
    </message>
    <message>
        <source>“{name}” is damaged: its configuration sets something twice.</source>
        <extracomment>desktop_app/core/model_config/yaml_text.py</extracomment>
        <translation>„{name}“ ist beschädigt: Die Konfiguration legt etwas zweimal fest.</translation>
    </message>
    <message>
        <source>“{name}” is damaged: its configuration cannot be read.</source>
        <extracomment>desktop_app/core/model_config/yaml_text.py</extracomment>
        <translation>„{name}“ ist beschädigt: Die Konfiguration kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>“{name}” is damaged: its configuration is too large.</source>
        <extracomment>desktop_app/core/model_config/yaml_text.py, desktop_app/models/archive.py</extracomment>
        <translation>„{name}“ ist beschädigt: Die Konfiguration ist zu groß.</translation>
    </message>
    <message>
        <source>“{name}” is damaged: its configuration contains a number that is too large.</source>
        <extracomment>desktop_app/core/model_config/yaml_text.py</extracomment>
        <translation>„{name}“ ist beschädigt: Die Konfiguration enthält eine zu große Zahl.</translation>
    </message>
    <message>
        <source>“{name}” is damaged: its configuration contains more than plain values.</source>
        <extracomment>desktop_app/core/model_config/yaml_text.py</extracomment>
        <translation>„{name}“ ist beschädigt: Die Konfiguration enthält mehr als einfache Werte.</translation>
    </message>
    <message>
        <source>Model damaged</source>
        <extracomment>desktop_app/core/model_errors.py</extracomment>
        <translation>Modell beschädigt</translation>
    </message>
    <message>
        <source>It was set aside; download or import it again under Models &gt; Manage models.</source>
        <extracomment>desktop_app/core/model_errors.py</extracomment>
        <translation>Es wurde beiseitegelegt; laden Sie es unter Modelle &gt; Modelle verwalten erneut herunter oder importieren Sie es dort noch einmal.</translation>
    </message>
    <message>
        <source>It was set aside; add it again with `aviary models download` or `import`.</source>
        <extracomment>desktop_app/core/model_errors.py</extracomment>
        <translation>Es wurde beiseitegelegt; fügen Sie es mit `aviary models download` oder `import` wieder hinzu.</translation>
    </message>
    <message>
        <source>Model not safe to open</source>
        <extracomment>desktop_app/core/model_errors.py</extracomment>
        <translation>Modell nicht sicher</translation>
    </message>
    <message>
        <source>Get it from its makers, or choose another model; none of its code was run.</source>
        <extracomment>desktop_app/core/model_errors.py</extracomment>
        <translation>Besorgen Sie es beim Hersteller oder wählen Sie ein anderes Modell; nichts von seinem Code wurde ausgeführt.</translation>
    </message>
    <message>
        <source>Model in use</source>
        <extracomment>desktop_app/core/model_errors.py</extracomment>
        <translation>Modell wird verwendet</translation>
    </message>
    <message>
        <source>Stop the transcription, or wait for the other program, then try again.</source>
        <extracomment>desktop_app/core/model_errors.py</extracomment>
        <translation>Halten Sie die Transkription an oder warten Sie auf das andere Programm; versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>Models folder not writable</source>
        <extracomment>desktop_app/core/model_errors.py</extracomment>
        <translation>Modellordner nicht beschreibbar</translation>
    </message>
    <message>
        <source>Move the models under Models &gt; Manage models, or ask for permission to write there.</source>
        <extracomment>desktop_app/core/model_errors.py</extracomment>
        <translation>Verschieben Sie die Modelle unter Modelle &gt; Modelle verwalten oder bitten Sie um die Berechtigung, dort zu schreiben.</translation>
    </message>
    <message>
        <source>Choose another folder with AVIARY_MODELS, or ask for permission to write there.</source>
        <extracomment>desktop_app/core/model_errors.py</extracomment>
        <translation>Wählen Sie mit AVIARY_MODELS einen anderen Ordner oder bitten Sie um die Berechtigung, dort zu schreiben.</translation>
    </message>
    <message>
        <source>Name already taken</source>
        <extracomment>desktop_app/core/model_errors.py</extracomment>
        <translation>Name bereits vergeben</translation>
    </message>
    <message>
        <source>Move or rename it, then try again.</source>
        <extracomment>desktop_app/core/model_errors.py</extracomment>
        <translation>Verschieben Sie, was dort liegt, oder benennen Sie es um; versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>Not deleted</source>
        <extracomment>desktop_app/core/model_errors.py</extracomment>
        <translation>Nicht gelöscht</translation>
    </message>
    <message>
        <source>Check the list and confirm that it may be deleted.</source>
        <extracomment>desktop_app/core/model_errors.py</extracomment>
        <translation>Prüfen Sie die Liste und bestätigen Sie, dass alles gelöscht werden darf.</translation>
    </message>
    <message>
        <source>To delete what is listed, answer y or add --yes.</source>
        <extracomment>desktop_app/core/model_errors.py</extracomment>
        <translation>Um das Aufgeführte zu löschen, antworten Sie mit y oder fügen Sie --yes hinzu.</translation>
    </message>
    <message>
        <source>No space for the model</source>
        <extracomment>desktop_app/core/model_errors.py</extracomment>
        <translation>Kein Speicherplatz für das Modell</translation>
    </message>
    <message>
        <source>Free some space on that drive; or move the models to another drive, or delete some, under Models &gt; Manage models.</source>
        <extracomment>desktop_app/core/model_errors.py</extracomment>
        <translation>Geben Sie auf diesem Laufwerk Speicherplatz frei; oder verschieben Sie unter Modelle &gt; Modelle verwalten die Modelle auf ein anderes Laufwerk oder löschen Sie einige.</translation>
    </message>
    <message>
        <source>Free some space on that drive, or see `aviary models clean`, `remove` and `move`.</source>
        <extracomment>desktop_app/core/model_errors.py</extracomment>
        <translation>Geben Sie auf diesem Laufwerk Speicherplatz frei oder sehen Sie sich `aviary models clean`, `remove` und `move` an.</translation>
    </message>
    <message>
        <source>Models cannot be moved</source>
        <extracomment>desktop_app/core/model_errors.py</extracomment>
        <translation>Modelle können nicht verschoben werden</translation>
    </message>
    <message>
        <source>Start Aviary without that and move the models then, or copy the folder yourself.</source>
        <extracomment>desktop_app/core/model_errors.py</extracomment>
        <translation>Starten Sie Aviary ohne diese Vorgabe und verschieben Sie die Modelle dann oder kopieren Sie den Ordner selbst.</translation>
    </message>
    <message>
        <source>Licence not accepted yet</source>
        <extracomment>desktop_app/core/model_errors.py</extracomment>
        <translation>Lizenz noch nicht akzeptiert</translation>
    </message>
    <message>
        <source>Read the licence and accept it, then start the download again.</source>
        <extracomment>desktop_app/core/model_errors.py</extracomment>
        <translation>Lesen und akzeptieren Sie die Lizenz und starten Sie den Download dann erneut.</translation>
    </message>
    <message>
        <source>Read the licence; to accept it, add --accept-licence.</source>
        <extracomment>desktop_app/core/model_errors.py</extracomment>
        <translation>Lesen Sie die Lizenz; um sie zu akzeptieren, fügen Sie --accept-licence hinzu.</translation>
    </message>
    <message>
        <source>No connection</source>
        <extracomment>desktop_app/core/model_errors.py</extracomment>
        <translation>Keine Verbindung</translation>
    </message>
    <message>
        <source>Check the internet connection, and the proxy and mirror under Connection, then try again; what was downloaded so far is kept.</source>
        <extracomment>desktop_app/core/model_errors.py</extracomment>
        <translation>Prüfen Sie die Internetverbindung sowie Proxy und Spiegelserver unter „Verbindung“ und versuchen Sie es dann erneut; was bisher heruntergeladen wurde, bleibt erhalten.</translation>
    </message>
    <message>
        <source>Server busy</source>
        <extracomment>desktop_app/core/model_errors.py</extracomment>
        <translation>Server ausgelastet</translation>
    </message>
    <message>
        <source>Wait a few minutes, then try again; what was downloaded so far is kept.</source>
        <extracomment>desktop_app/core/model_errors.py</extracomment>
        <translation>Warten Sie ein paar Minuten und versuchen Sie es dann erneut; was bisher heruntergeladen wurde, bleibt erhalten.</translation>
    </message>
    <message>
        <source>Access refused</source>
        <extracomment>desktop_app/core/model_errors.py</extracomment>
        <translation>Zugriff verweigert</translation>
    </message>
    <message>
        <source>Accept the model&apos;s conditions on its web page, create an access token there and enter it here; the download then continues.</source>
        <extracomment>desktop_app/core/model_errors.py</extracomment>
        <translation>Akzeptieren Sie die Bedingungen des Modells auf dessen Webseite, erstellen Sie dort ein Zugriffstoken und geben Sie es hier ein; dann geht der Download weiter.</translation>
    </message>
    <message>
        <source>Accept the model&apos;s conditions on its web page, create an access token there, set the variable HF_TOKEN to it, then try again.</source>
        <extracomment>desktop_app/core/model_errors.py</extracomment>
        <translation>Akzeptieren Sie die Bedingungen des Modells auf dessen Webseite, erstellen Sie dort ein Zugriffstoken, setzen Sie die Variable HF_TOKEN auf diesen Wert und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>Model not found on the server</source>
        <extracomment>desktop_app/core/model_errors.py</extracomment>
        <translation>Modell auf dem Server nicht gefunden</translation>
    </message>
    <message>
        <source>Certificate not trusted</source>
        <extracomment>desktop_app/core/model_errors.py</extracomment>
        <translation>Zertifikat nicht vertrauenswürdig</translation>
    </message>
    <message>
        <source>Connection not safe</source>
        <extracomment>desktop_app/core/model_errors.py</extracomment>
        <translation>Verbindung nicht sicher</translation>
    </message>
    <message>
        <source>Not the expected file</source>
        <extracomment>desktop_app/core/model_errors.py</extracomment>
        <translation>Nicht die erwartete Datei</translation>
    </message>
    <message>
        <source>Download damaged</source>
        <extracomment>desktop_app/core/model_errors.py</extracomment>
        <translation>Download beschädigt</translation>
    </message>
    <message>
        <source>{first} and {last}</source>
        <extracomment>desktop_app/core/sentences.py</extracomment>
        <translation>{first} und {last}</translation>
    </message>
    <message>
        <source>Did you mean “{word}”?</source>
        <extracomment>desktop_app/core/text/suggestion.py</extracomment>
        <translation>Meinten Sie „{word}“?</translation>
    </message>
    <message>
        <source>a few seconds left</source>
        <extracomment>desktop_app/core/timecode.py</extracomment>
        <translation>noch ein paar Sekunden</translation>
    </message>
    <message>
        <source>about {count} s left</source>
        <extracomment>desktop_app/core/timecode.py</extracomment>
        <translation>noch etwa {count} s</translation>
    </message>
    <message>
        <source>about {count} min left</source>
        <extracomment>desktop_app/core/timecode.py</extracomment>
        <translation>noch etwa {count} min</translation>
    </message>
    <message>
        <source>about {count:g} h left</source>
        <extracomment>desktop_app/core/timecode.py</extracomment>
        <translation>noch etwa {count:g} h</translation>
    </message>
    <message>
        <source>{length} of speech without text</source>
        <extracomment>desktop_app/core/transcript.py, desktop_app/ui/strings/checking.py</extracomment>
        <translation>{length} Sprache ohne Text</translation>
    </message>
    <message>
        <source>{length} of audio in {count} places cannot be decoded; the file is damaged.</source>
        <extracomment>desktop_app/core/transcript.py</extracomment>
        <translation>{length} Ton an {count} Stellen nicht lesbar; die Datei ist beschädigt.</translation>
    </message>
    <message>
        <source>The recording ends after {length}; the file is incomplete.</source>
        <extracomment>desktop_app/core/transcript.py</extracomment>
        <translation>Die Aufnahme endet nach {length}; die Datei ist unvollständig.</translation>
    </message>
    <message>
        <source>The recording ends {seconds:.1f} s too early; the file is incomplete.</source>
        <extracomment>desktop_app/core/transcript.py</extracomment>
        <translation>Die Aufnahme endet {seconds:.1f} s zu früh; die Datei ist unvollständig.</translation>
    </message>
    <message>
        <source>The recording ends after {length} of {whole}; the file is incomplete.</source>
        <extracomment>desktop_app/core/transcript.py</extracomment>
        <translation>Die Aufnahme endet nach {length} von {whole}; die Datei ist unvollständig.</translation>
    </message>
    <message>
        <source>{seconds:.1f} s of audio cannot be decoded; the file is damaged.</source>
        <extracomment>desktop_app/core/transcript.py</extracomment>
        <translation>{seconds:.1f} s Ton nicht lesbar; die Datei ist beschädigt.</translation>
    </message>
    <message>
        <source>Only {length} of {whole} can be decoded; the file is damaged.</source>
        <extracomment>desktop_app/core/transcript.py</extracomment>
        <translation>Nur {length} von {whole} lesbar; die Datei ist beschädigt.</translation>
    </message>
    <message>
        <source>{length} of audio at {time} cannot be decoded; the file is damaged.</source>
        <extracomment>desktop_app/core/transcript.py</extracomment>
        <translation>{length} Ton bei {time} nicht lesbar; die Datei ist beschädigt.</translation>
    </message>
    <message>
        <source>this build of PyTorch has no CUDA support</source>
        <extracomment>desktop_app/engine/device.py</extracomment>
        <translation>diese Version von PyTorch unterstützt CUDA nicht</translation>
    </message>
    <message>
        <source>no NVIDIA GPU or no working driver was found</source>
        <extracomment>desktop_app/engine/device.py</extracomment>
        <translation>es wurde keine NVIDIA-GPU oder kein funktionierender Treiber gefunden</translation>
    </message>
    <message>
        <source>the GPU cannot be used ({reason})</source>
        <extracomment>desktop_app/engine/device.py</extracomment>
        <translation>die GPU kann nicht verwendet werden ({reason})</translation>
    </message>
    <message>
        <source>CUDA cannot be used: {problem}.</source>
        <extracomment>desktop_app/engine/device.py</extracomment>
        <translation>CUDA kann nicht verwendet werden: {problem}.</translation>
    </message>
    <message>
        <source>Low memory: processing fewer chunks at a time, which takes longer.</source>
        <extracomment>desktop_app/engine/fallback.py</extracomment>
        <translation>Wenig Arbeitsspeicher: Aviary verarbeitet weniger Abschnitte auf einmal, das dauert länger.</translation>
    </message>
    <message>
        <source>Low memory: processing shorter chunks, which takes longer.</source>
        <extracomment>desktop_app/engine/fallback.py</extracomment>
        <translation>Wenig Arbeitsspeicher: Aviary verarbeitet kürzere Abschnitte, das dauert länger.</translation>
    </message>
    <message>
        <source>{problem} Aviary continues on the CPU, which takes longer.</source>
        <extracomment>desktop_app/engine/fallback.py</extracomment>
        <translation>{problem} Aviary arbeitet auf der CPU weiter, das dauert länger.</translation>
    </message>
    <message>
        <source>Turn off translation, or choose a model that translates.</source>
        <extracomment>desktop_app/engine/nemo/config.py</extracomment>
        <translation>Schalten Sie die Übersetzung aus oder wählen Sie ein Modell, das übersetzt.</translation>
    </message>
    <message>
        <source>{model} does not translate.</source>
        <extracomment>desktop_app/engine/nemo/config.py</extracomment>
        <translation>{model} übersetzt nicht.</translation>
    </message>
    <message>
        <source>{model} gives no {kind} times.</source>
        <extracomment>desktop_app/engine/nemo/config.py</extracomment>
        <translation>{model} liefert keine Zeiten der Art „{kind}“.</translation>
    </message>
    <message>
        <source>{model} does not support “{language}” (it supports {listed}).{asked}</source>
        <extracomment>desktop_app/engine/nemo/config.py</extracomment>
        <translation>{model} unterstützt „{language}“ nicht (unterstützt: {listed}).{asked}</translation>
    </message>
    <message>
        <source>{model} does not translate from “{source}” to “{target}”; it translates to and from English.</source>
        <extracomment>desktop_app/engine/nemo/config.py</extracomment>
        <translation>{model} übersetzt nicht von „{source}“ nach „{target}“, sondern nur aus dem Englischen und ins Englische.</translation>
    </message>
    <message>
        <source>{model} is in use by another program and cannot be loaded.</source>
        <extracomment>desktop_app/engine/nemo/restoring.py</extracomment>
        <translation>{model} wird von einem anderen Programm verwendet und kann nicht geladen werden.</translation>
    </message>
    <message>
        <source>{model} does not fit into memory.</source>
        <extracomment>desktop_app/engine/nemo/restoring.py</extracomment>
        <translation>{model} passt nicht in den Arbeitsspeicher.</translation>
    </message>
    <message>
        <source>{model} has no {name} in “{folder}”.</source>
        <extracomment>desktop_app/engine/nemo/restoring.py</extracomment>
        <translation>Für {model} fehlt {name} in „{folder}“.</translation>
    </message>
    <message>
        <source>{model} is not safe: its weights contain code. The code was not run.</source>
        <extracomment>desktop_app/engine/nemo/restoring.py</extracomment>
        <translation>{model} ist nicht sicher: Die Gewichte enthalten Code. Er wurde nicht ausgeführt.</translation>
    </message>
    <message>
        <source>{model} is damaged: its configuration describes more than its weights contain.</source>
        <extracomment>desktop_app/engine/nemo/restoring.py</extracomment>
        <translation>{model} ist beschädigt: Die Konfiguration beschreibt mehr, als die Gewichte enthalten.</translation>
    </message>
    <message>
        <source>{model} is damaged and cannot be loaded.</source>
        <extracomment>desktop_app/engine/nemo/restoring.py, desktop_app/engine/speakers/nemotron.py</extracomment>
        <translation>{model} ist beschädigt und kann nicht geladen werden.</translation>
    </message>
    <message>
        <source>{model} is not usable and cannot be loaded.</source>
        <extracomment>desktop_app/engine/nemo/restoring.py</extracomment>
        <translation>{model} ist nicht brauchbar und kann nicht geladen werden.</translation>
    </message>
    <message>
        <source>CUDA graphs failed on this GPU; Aviary continues without them, a little slower.</source>
        <extracomment>desktop_app/engine/nemo/recognizer.py</extracomment>
        <translation>CUDA-Graphen funktionieren auf dieser GPU nicht; Aviary arbeitet ohne sie weiter, etwas langsamer.</translation>
    </message>
    <message>
        <source>{model} cannot listen for your words. They are corrected in its text instead.</source>
        <extracomment>desktop_app/engine/nemo/recognizer.py</extracomment>
        <translation>{model} kann beim Erkennen nicht auf Ihre Wörter achten. Stattdessen werden sie im Text korrigiert.</translation>
    </message>
    <message>
        <source>{model} gave no usable result for this recording.</source>
        <extracomment>desktop_app/engine/compute/precision.py</extracomment>
        <translation>{model} hat für diese Aufnahme kein brauchbares Ergebnis geliefert.</translation>
    </message>
    <message>
        <source>{model} returned an unexpected result.</source>
        <extracomment>desktop_app/engine/nemo/recognizer.py</extracomment>
        <translation>{model} hat ein unerwartetes Ergebnis geliefert.</translation>
    </message>
    <message>
        <source>The recording does not fit into the GPU&apos;s memory.</source>
        <extracomment>desktop_app/engine/device.py</extracomment>
        <translation>Die Aufnahme passt nicht in den Arbeitsspeicher der GPU.</translation>
    </message>
    <message>
        <source>The recording does not fit into memory.</source>
        <extracomment>desktop_app/engine/device.py</extracomment>
        <translation>Die Aufnahme passt nicht in den Arbeitsspeicher.</translation>
    </message>
    <message>
        <source>{model} failed on this recording.</source>
        <extracomment>desktop_app/engine/device.py, desktop_app/engine/speakers/voices.py</extracomment>
        <translation>{model} ist bei dieser Aufnahme fehlgeschlagen.</translation>
    </message>
    <message>
        <source>The GPU&apos;s memory ({size}) is too small for this model. Aviary uses the CPU instead, which takes longer.</source>
        <extracomment>desktop_app/engine/planner.py</extracomment>
        <translation>Der Arbeitsspeicher der GPU ({size}) ist zu klein für dieses Modell. Aviary verwendet stattdessen die CPU, das dauert länger.</translation>
    </message>
    <message>
        <source>This is a long job. Keep the computer awake and plugged in until it is done.</source>
        <extracomment>desktop_app/engine/planner.py</extracomment>
        <translation>Das ist ein langer Auftrag. Lassen Sie den Computer eingeschaltet und am Stromnetz, bis er fertig ist.</translation>
    </message>
    <message>
        <source>This may not fit into memory: it needs about {needed}, and {free} are free.</source>
        <extracomment>desktop_app/engine/planner.py</extracomment>
        <translation>Das passt vielleicht nicht in den Arbeitsspeicher: Nötig sind etwa {needed}, frei sind {free}.</translation>
    </message>
    <message>
        <source>Close other programs, or choose a smaller model.</source>
        <extracomment>desktop_app/engine/planner.py</extracomment>
        <translation>Schließen Sie andere Programme oder wählen Sie ein kleineres Modell.</translation>
    </message>
    <message>
        <source>A smaller batch size needs less memory.</source>
        <extracomment>desktop_app/engine/planner.py</extracomment>
        <translation>Eine kleinere Stapelgröße braucht weniger Arbeitsspeicher.</translation>
    </message>
    <message>
        <source>The precision int8 needs less memory.</source>
        <extracomment>desktop_app/engine/planner.py</extracomment>
        <translation>Die Genauigkeit int8 braucht weniger Arbeitsspeicher.</translation>
    </message>
    <message>
        <source>“{name}” has changed since it was interrupted. Its transcription starts over.</source>
        <extracomment>desktop_app/engine/transcription.py</extracomment>
        <translation>„{name}“ hat sich seit der Unterbrechung geändert. Die Transkription beginnt von vorn.</translation>
    </message>
    <message>
        <source>“{name}” is not as it was when it was interrupted. It is transcribed again from {time} on.</source>
        <extracomment>desktop_app/engine/transcription.py</extracomment>
        <translation>„{name}“ ist nicht mehr so wie bei der Unterbrechung. Die Aufnahme wird ab {time} neu transkribiert.</translation>
    </message>
    <message>
        <source>“{name}” is a recording; a transcript never replaces one.</source>
        <extracomment>desktop_app/export/files.py</extracomment>
        <translation>„{name}“ ist eine Aufnahme; ein Transkript ersetzt nie eine Aufnahme.</translation>
    </message>
    <message>
        <source>The name is empty.</source>
        <extracomment>desktop_app/export/names.py</extracomment>
        <translation>Der Name ist leer.</translation>
    </message>
    <message>
        <source>The name is longer than {most} letters.</source>
        <extracomment>desktop_app/export/names.py</extracomment>
        <translation>Der Name ist länger als {most} Zeichen.</translation>
    </message>
    <message>
        <source>There is no field “{field}”.</source>
        <extracomment>desktop_app/export/names.py</extracomment>
        <translation>Es gibt kein Feld „{field}“.</translation>
    </message>
    <message>
        <source>Without {field} the text of one recording would replace that of another.</source>
        <extracomment>desktop_app/export/names.py</extracomment>
        <translation>Ohne {field} würde der Text einer Aufnahme den einer anderen ersetzen.</translation>
    </message>
    <message>
        <source>Interview</source>
        <extracomment>desktop_app/export/names.py</extracomment>
        <translation>Interview</translation>
    </message>
    <message>
        <source>Anna</source>
        <extracomment>desktop_app/export/names.py</extracomment>
        <translation>Anna</translation>
    </message>
    <message>
        <source>Ben</source>
        <extracomment>desktop_app/export/names.py</extracomment>
        <translation>Ben</translation>
    </message>
    <message>
        <source>A brace stands alone: fields are written like {field}.</source>
        <extracomment>desktop_app/export/names.py</extracomment>
        <translation>Eine geschweifte Klammer steht allein: Felder schreibt man so: {field}.</translation>
    </message>
    <message>
        <source>A file&apos;s name cannot contain “{letter}”.</source>
        <extracomment>desktop_app/export/names.py</extracomment>
        <translation>Ein Dateiname kann „{letter}“ nicht enthalten.</translation>
    </message>
    <message>
        <source>The name contains a letter that cannot be seen.</source>
        <extracomment>desktop_app/export/names.py</extracomment>
        <translation>Der Name enthält ein unsichtbares Zeichen.</translation>
    </message>
    <message>
        <source>{first} and {count} more</source>
        <extracomment>desktop_app/export/document.py</extracomment>
        <translation>{first} und {count} weitere</translation>
    </message>
    <message>
        <source>transcript</source>
        <extracomment>desktop_app/export/names.py</extracomment>
        <translation>Transkript</translation>
    </message>
    <message>
        <source>Text</source>
        <extracomment>desktop_app/export/document.py, desktop_app/export/registry.py</extracomment>
        <translation>Text</translation>
    </message>
    <message>
        <source>For mails, notes and every program that takes text.</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>Für E-Mails, Notizen und jedes Programm, das Text annimmt.</translation>
    </message>
    <message>
        <source>Text with times</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>Text mit Zeiten</translation>
    </message>
    <message>
        <source>Word document</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>Word-Dokument</translation>
    </message>
    <message>
        <source>For Word, LibreOffice and Google Docs.</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>Für Word, LibreOffice und Google Docs.</translation>
    </message>
    <message>
        <source>SubRip subtitles</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>SubRip-Untertitel</translation>
    </message>
    <message>
        <source>For video players, YouTube and most editing programs.</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>Für Videoplayer, YouTube und die meisten Schnittprogramme.</translation>
    </message>
    <message>
        <source>WebVTT subtitles</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>WebVTT-Untertitel</translation>
    </message>
    <message>
        <source>For videos on web pages.</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>Für Videos auf Webseiten.</translation>
    </message>
    <message>
        <source>JSON</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>JSON</translation>
    </message>
    <message>
        <source>For programs: everything that Aviary knows.</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>Für Programme: alles, was Aviary weiß.</translation>
    </message>
    <message>
        <source>JSON (version 1)</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>JSON (Version 1)</translation>
    </message>
    <message>
        <source>For programs that read what Aviary wrote before version 2.</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>Für Programme, die lesen, was Aviary vor Version 2 geschrieben hat.</translation>
    </message>
    <message>
        <source>CSV table</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>CSV-Tabelle</translation>
    </message>
    <message>
        <source>For spreadsheets: a row for each sentence.</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>Für Tabellenprogramme: eine Zeile für jeden Satz.</translation>
    </message>
    <message>
        <source>There is no format “{format_id}”.</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>Es gibt kein Format „{format_id}“.</translation>
    </message>
    <message>
        <source>Recording</source>
        <extracomment>desktop_app/export/document.py, desktop_app/ui/strings/window.py</extracomment>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>Times by the sound</source>
        <extracomment>desktop_app/app/transcript/retiming.py</extracomment>
        <translation>Zeiten nach dem Ton</translation>
    </message>
    <message>
        <source>No times for this format</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Keine Zeiten für dieses Format</translation>
    </message>
    <message>
        <source>{model} cannot tell when a text is said.</source>
        <extracomment>desktop_app/engine/nemo/recognizer.py</extracomment>
        <translation>{model} kann nicht sagen, wann ein Text gesprochen wird.</translation>
    </message>
    <message>
        <source>Length</source>
        <extracomment>desktop_app/export/document.py</extracomment>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Model</source>
        <extracomment>desktop_app/export/document.py, desktop_app/ui/strings/exporting.py, desktop_app/ui/strings/library.py, desktop_app/ui/strings/window.py</extracomment>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Language</source>
        <extracomment>desktop_app/export/document.py, desktop_app/ui/strings/exporting.py, desktop_app/ui/strings/queue.py, desktop_app/ui/strings/window.py</extracomment>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Speakers</source>
        <extracomment>desktop_app/export/document.py, desktop_app/ui/strings/exporting.py, desktop_app/ui/strings/models.py, desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Sprecher</translation>
    </message>
    <message>
        <source>Time</source>
        <extracomment>desktop_app/export/document.py</extracomment>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>For scripts: a line for each sentence, with its time.</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>Für Skripte: eine Zeile für jeden Satz, mit seiner Zeit.</translation>
    </message>
    <message>
        <source>Markdown</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>For notes, wikis and repositories.</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>Für Notizen, Wikis und Repositorys.</translation>
    </message>
    <message>
        <source>Web page</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>Webseite</translation>
    </message>
    <message>
        <source>For browsers: it plays the recording that lies beside it.</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>Für Browser: Sie spielt die Aufnahme ab, die daneben liegt.</translation>
    </message>
    <message>
        <source>Advanced SubStation subtitles</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>Advanced-SubStation-Untertitel</translation>
    </message>
    <message>
        <source>For Aegisub, mpv and VLC, and to give subtitles a style.</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>Für Aegisub, mpv und VLC und um Untertitel zu gestalten.</translation>
    </message>
    <message>
        <source>LRC lyrics</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>LRC-Liedtext</translation>
    </message>
    <message>
        <source>For music players, which show the line that is heard.</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>Für Musikplayer, die die gehörte Zeile zeigen.</translation>
    </message>
    <message>
        <source>Text for MAXQDA, ATLAS.ti and NVivo</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>Text für MAXQDA, ATLAS.ti und NVivo</translation>
    </message>
    <message>
        <source>To code and listen: a time before each paragraph.</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>Zum Codieren und Anhören: eine Zeit vor jedem Absatz.</translation>
    </message>
    <message>
        <source>Table for NVivo</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>Tabelle für NVivo</translation>
    </message>
    <message>
        <source>For NVivo&apos;s transcripts: timespan, speaker and content of each paragraph.</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>Für Transkripte in NVivo: Zeitspanne, Sprecher und Inhalt jedes Absatzes.</translation>
    </message>
    <message>
        <source>f4 transcript</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>f4-Transkript</translation>
    </message>
    <message>
        <source>For f4, f5 and MAXQDA: a time mark at the end of each paragraph.</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>Für f4, f5 und MAXQDA: eine Zeitmarke am Ende jedes Absatzes.</translation>
    </message>
    <message>
        <source>ELAN annotations</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>ELAN-Annotationen</translation>
    </message>
    <message>
        <source>For ELAN: a tier for each speaker, and one for their words.</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>Für ELAN: eine Zeile für jeden Sprecher und eine für dessen Wörter.</translation>
    </message>
    <message>
        <source>Praat TextGrid</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>Praat-TextGrid</translation>
    </message>
    <message>
        <source>For Praat and the Montreal Forced Aligner: tiers of sentences and words.</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>Für Praat und den Montreal Forced Aligner: Ebenen mit Sätzen und Wörtern.</translation>
    </message>
    <message>
        <source>Audacity labels</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>Audacity-Textmarken</translation>
    </message>
    <message>
        <source>For Audacity: a label for each sentence, to cut the recording by.</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>Für Audacity: eine Textmarke für jeden Satz, um die Aufnahme danach zu schneiden.</translation>
    </message>
    <message>
        <source>CTM (words with times)</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>CTM (Wörter mit Zeiten)</translation>
    </message>
    <message>
        <source>For sclite and other programs that count errors of speech recognition.</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>Für sclite und andere Programme, die Fehler der Spracherkennung zählen.</translation>
    </message>
    <message>
        <source>STM (sentences with times)</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>STM (Sätze mit Zeiten)</translation>
    </message>
    <message>
        <source>The text that sclite compares with: a line for each sentence.</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>Der Text, mit dem sclite vergleicht: eine Zeile für jeden Satz.</translation>
    </message>
    <message>
        <source>RTTM (who speaks when)</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>RTTM (wer wann spricht)</translation>
    </message>
    <message>
        <source>For programs that work with speakers; it holds no text.</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>Für Programme, die mit Sprechern arbeiten; enthält keinen Text.</translation>
    </message>
    <message>
        <source>JSON as Whisper writes it</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>JSON, wie Whisper es schreibt</translation>
    </message>
    <message>
        <source>For programs that read Whisper&apos;s “verbose_json”.</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>Für Programme, die „verbose_json“ von Whisper lesen.</translation>
    </message>
    <message>
        <source>TSV as Whisper writes it</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>TSV, wie Whisper es schreibt</translation>
    </message>
    <message>
        <source>For programs: start and end in milliseconds, and the text.</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>Für Programme: Anfang und Ende in Millisekunden und der Text.</translation>
    </message>
    <message>
        <source>CSV table of words</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>CSV-Tabelle der Wörter</translation>
    </message>
    <message>
        <source>For spreadsheets and statistics: a row for each word.</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>Für Tabellenkalkulation und Statistik: eine Zeile für jedes Wort.</translation>
    </message>
    <message>
        <source>Netflix</source>
        <extracomment>desktop_app/export/subtitle_rules.py</extracomment>
        <translation>Netflix</translation>
    </message>
    <message>
        <source>Two lines of 42 characters, 20 characters a second, two frames between.</source>
        <extracomment>desktop_app/export/subtitle_rules.py</extracomment>
        <translation>Zwei Zeilen zu 42 Zeichen, 20 Zeichen pro Sekunde, zwei Bilder dazwischen.</translation>
    </message>
    <message>
        <source>BBC</source>
        <extracomment>desktop_app/export/subtitle_rules.py</extracomment>
        <translation>BBC</translation>
    </message>
    <message>
        <source>Two lines of 37 characters, 180 words a minute, gaps of a second or none.</source>
        <extracomment>desktop_app/export/subtitle_rules.py</extracomment>
        <translation>Zwei Zeilen zu 37 Zeichen, 180 Wörter pro Minute, Lücken von einer Sekunde oder keine.</translation>
    </message>
    <message>
        <source>EBU teletext</source>
        <extracomment>desktop_app/export/subtitle_rules.py</extracomment>
        <translation>EBU-Videotext</translation>
    </message>
    <message>
        <source>Two lines of 37 characters, 15 characters a second, as ARD, ORF, SRF and ZDF want it.</source>
        <extracomment>desktop_app/export/subtitle_rules.py</extracomment>
        <translation>Zwei Zeilen zu 37 Zeichen, 15 Zeichen pro Sekunde, wie es ARD, ORF, SRF und ZDF verlangen.</translation>
    </message>
    <message>
        <source>YouTube</source>
        <extracomment>desktop_app/export/subtitle_rules.py</extracomment>
        <translation>YouTube</translation>
    </message>
    <message>
        <source>YouTube has no rules. Two lines of 42 characters, 21 characters a second, as TED does.</source>
        <extracomment>desktop_app/export/subtitle_rules.py</extracomment>
        <translation>YouTube hat keine Regeln. Zwei Zeilen zu 42 Zeichen, 21 Zeichen pro Sekunde, wie bei TED.</translation>
    </message>
    <message>
        <source>No rules</source>
        <extracomment>desktop_app/export/subtitle_rules.py</extracomment>
        <translation>Keine Regeln</translation>
    </message>
    <message>
        <source>Each sentence as it is, in one line, at its own times.</source>
        <extracomment>desktop_app/export/subtitle_rules.py</extracomment>
        <translation>Jeder Satz, wie er ist, in einer Zeile und zu seinen eigenen Zeiten.</translation>
    </message>
    <message>
        <source>There are no rules for subtitles named “{name}”.</source>
        <extracomment>desktop_app/export/subtitle_rules.py</extracomment>
        <translation>Es gibt keine Regeln für Untertitel mit dem Namen „{name}“.</translation>
    </message>
    <message>
        <source>{measured:.1f} characters a second; {allowed:.1f} are allowed.</source>
        <extracomment>desktop_app/export/subtitles/violations.py</extracomment>
        <translation>{measured:.1f} Zeichen pro Sekunde; erlaubt sind {allowed:.1f}.</translation>
    </message>
    <message>
        <source>{measured:.0f} words a minute; {allowed:.0f} are allowed.</source>
        <extracomment>desktop_app/export/subtitles/violations.py</extracomment>
        <translation>{measured:.0f} Wörter pro Minute; erlaubt sind {allowed:.0f}.</translation>
    </message>
    <message>
        <source>A line of {measured:.0f} characters; {allowed:.0f} are allowed.</source>
        <extracomment>desktop_app/export/subtitles/violations.py</extracomment>
        <translation>Eine Zeile mit {measured:.0f} Zeichen; erlaubt sind {allowed:.0f}.</translation>
    </message>
    <message>
        <source>{measured:.0f} lines; {allowed:.0f} are allowed.</source>
        <extracomment>desktop_app/export/subtitles/violations.py</extracomment>
        <translation>{measured:.0f} Zeilen; erlaubt sind {allowed:.0f}.</translation>
    </message>
    <message>
        <source>On the screen for {measured:.2f} s; {allowed:.2f} s is the least.</source>
        <extracomment>desktop_app/export/subtitles/violations.py</extracomment>
        <translation>{measured:.2f} s auf dem Bildschirm; mindestens {allowed:.2f} s sind nötig.</translation>
    </message>
    <message>
        <source>On the screen for {measured:.2f} s; {allowed:.2f} s is the most.</source>
        <extracomment>desktop_app/export/subtitles/violations.py</extracomment>
        <translation>{measured:.2f} s auf dem Bildschirm; höchstens {allowed:.2f} s sind erlaubt.</translation>
    </message>
    <message>
        <source>{measured:.3f} s before the next one; {allowed:.3f} s is the least.</source>
        <extracomment>desktop_app/export/subtitles/violations.py</extracomment>
        <translation>{measured:.3f} s vor dem nächsten; mindestens {allowed:.3f} s sind nötig.</translation>
    </message>
    <message>
        <source>{measured:.2f} s before it is said; {allowed:.2f} s is the most.</source>
        <extracomment>desktop_app/export/subtitles/violations.py</extracomment>
        <translation>{measured:.2f} s, bevor es gesagt wird; höchstens {allowed:.2f} s sind erlaubt.</translation>
    </message>
    <message>
        <source>{measured:.2f} s after it is said; {allowed:.2f} s is the most.</source>
        <extracomment>desktop_app/export/subtitles/violations.py</extracomment>
        <translation>{measured:.2f} s, nachdem es gesagt wird; höchstens {allowed:.2f} s sind erlaubt.</translation>
    </message>
    <message>
        <source>There is not enough space for the build for your GPU.</source>
        <extracomment>desktop_app/gpu/installer.py</extracomment>
        <translation>Der Speicherplatz reicht nicht für die Version, die Ihre GPU braucht.</translation>
    </message>
    <message>
        <source>“{folder}” cannot be written: {reason}.</source>
        <extracomment>desktop_app/gpu/installer.py</extracomment>
        <translation>In „{folder}“ kann nicht geschrieben werden: {reason}.</translation>
    </message>
    <message>
        <source>{problem} What was downloaded so far is kept; try again later, or check the address and the proxy under “Connection…”.</source>
        <extracomment>desktop_app/gpu/installer.py</extracomment>
        <translation>{problem} Was bisher heruntergeladen wurde, bleibt erhalten; versuchen Sie es später erneut oder prüfen Sie die Adresse und den Proxy unter „Verbindung …“.</translation>
    </message>
    <message>
        <source>The downloaded file is not the one that this version of Aviary expects, and was deleted. A proxy or a virus scanner may be changing downloads, or the address is not that of PyTorch&apos;s index.</source>
        <extracomment>desktop_app/gpu/installer.py</extracomment>
        <translation>Die heruntergeladene Datei ist nicht die, die diese Version von Aviary erwartet, und wurde gelöscht. Vielleicht verändert ein Proxy oder ein Virenscanner die Downloads, oder die Adresse ist nicht die des PyTorch-Index.</translation>
    </message>
    <message>
        <source>{build} was downloaded, but does not work on this computer: {problem}. A newer driver from NVIDIA may help.</source>
        <extracomment>desktop_app/gpu/installer.py</extracomment>
        <translation>{build} wurde heruntergeladen, funktioniert aber auf diesem Computer nicht: {problem}. Ein neuerer Treiber von NVIDIA kann helfen.</translation>
    </message>
    <message>
        <source>Downloading and unpacking the build for your GPU needs {needed:.1f} GB; {free:.1f} GB are free on the drive of “{folder}”.</source>
        <extracomment>desktop_app/gpu/installer.py</extracomment>
        <translation>Um die Version für Ihre GPU herunterzuladen und zu entpacken, sind {needed:.1f} GB nötig; auf dem Laufwerk von „{folder}“ sind {free:.1f} GB frei.</translation>
    </message>
    <message>
        <source>The downloaded file is not a wheel.</source>
        <extracomment>desktop_app/gpu/installer.py</extracomment>
        <translation>Die heruntergeladene Datei ist kein Wheel.</translation>
    </message>
    <message>
        <source>The downloaded file does not contain torch.</source>
        <extracomment>desktop_app/gpu/installer.py</extracomment>
        <translation>Die heruntergeladene Datei enthält torch nicht.</translation>
    </message>
    <message>
        <source>it crashed the program</source>
        <extracomment>desktop_app/gpu/runtime.py</extracomment>
        <translation>das Programm ist damit abgestürzt</translation>
    </message>
    <message>
        <source>its files are missing</source>
        <extracomment>desktop_app/gpu/runtime.py</extracomment>
        <translation>die Dateien dafür fehlen</translation>
    </message>
    <message>
        <source>this version of Aviary needs another one</source>
        <extracomment>desktop_app/gpu/runtime.py</extracomment>
        <translation>diese Version von Aviary braucht eine andere</translation>
    </message>
    <message>
        <source>The build for your NVIDIA GPU could not be started: {reason}.</source>
        <extracomment>desktop_app/gpu/runtime.py</extracomment>
        <translation>Die Version für Ihre NVIDIA-GPU konnte nicht gestartet werden: {reason}.</translation>
    </message>
    <message>
        <source>Aviary could not be started for a trial ({reason})</source>
        <extracomment>desktop_app/gpu/trial.py</extracomment>
        <translation>Aviary konnte nicht zur Probe gestartet werden ({reason})</translation>
    </message>
    <message>
        <source>it did not answer within {minutes:.0f} minutes</source>
        <extracomment>desktop_app/gpu/trial.py</extracomment>
        <translation>keine Antwort innerhalb von {minutes:.0f} Minuten</translation>
    </message>
    <message>
        <source>it ended with code {code:#x}</source>
        <extracomment>desktop_app/gpu/trial.py</extracomment>
        <translation>mit Code {code:#x} beendet</translation>
    </message>
    <message>
        <source>This transcript is no longer in the library.</source>
        <extracomment>desktop_app/library/checked.py, desktop_app/library/transcripts.py, desktop_app/library/voices.py</extracomment>
        <translation>Dieses Transkript ist nicht mehr in der Bibliothek.</translation>
    </message>
    <message>
        <source>The file is damaged: {reason}</source>
        <extracomment>desktop_app/library/copies.py</extracomment>
        <translation>Die Datei ist beschädigt: {reason}</translation>
    </message>
    <message>
        <source>The index for searching is damaged; the next start builds it anew.</source>
        <extracomment>desktop_app/library/copies.py</extracomment>
        <translation>Der Suchindex ist beschädigt; beim nächsten Start wird er neu aufgebaut.</translation>
    </message>
    <message>
        <source>{count} row belongs to nothing.</source>
        <extracomment>desktop_app/library/copies.py</extracomment>
        <translation>{count} Zeile gehört zu nichts.</translation>
    </message>
    <message>
        <source>{count} rows belong to nothing.</source>
        <extracomment>desktop_app/library/copies.py</extracomment>
        <translation>{count} Zeilen gehören zu nichts.</translation>
    </message>
    <message>
        <source>{count} transcript has no text.</source>
        <extracomment>desktop_app/library/copies.py</extracomment>
        <translation>{count} Transkript hat keinen Text.</translation>
    </message>
    <message>
        <source>{count} transcripts have no text.</source>
        <extracomment>desktop_app/library/copies.py</extracomment>
        <translation>{count} Transkripte haben keinen Text.</translation>
    </message>
    <message>
        <source>The changes of {count} text do not lead back from it.</source>
        <extracomment>desktop_app/library/copies.py</extracomment>
        <translation>Die Änderungen an {count} Text lassen sich nicht zurückverfolgen.</translation>
    </message>
    <message>
        <source>The changes of {count} texts do not lead back from them.</source>
        <extracomment>desktop_app/library/copies.py</extracomment>
        <translation>Die Änderungen an {count} Texten lassen sich nicht zurückverfolgen.</translation>
    </message>
    <message>
        <source>The times of the words of {count} sentence cannot be read.</source>
        <extracomment>desktop_app/library/copies.py</extracomment>
        <translation>Die Zeiten der Wörter in {count} Satz können nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The times of the words of {count} sentences cannot be read.</source>
        <extracomment>desktop_app/library/copies.py</extracomment>
        <translation>Die Zeiten der Wörter in {count} Sätzen können nicht gelesen werden.</translation>
    </message>
    <message>
        <source>“{path}” is the library itself.</source>
        <extracomment>desktop_app/library/copies.py</extracomment>
        <translation>„{path}“ ist die Bibliothek selbst.</translation>
    </message>
    <message>
        <source>“{path}” cannot be written.</source>
        <extracomment>desktop_app/library/copies.py</extracomment>
        <translation>„{path}“ kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>“{path}” cannot be written. {reason}.</source>
        <extracomment>desktop_app/library/copies.py, desktop_app/system/files.py</extracomment>
        <translation>„{path}“ kann nicht geschrieben werden. {reason}.</translation>
    </message>
    <message>
        <source>There is not enough space to write “{name}”.</source>
        <extracomment>desktop_app/library/copies.py, desktop_app/system/files.py</extracomment>
        <translation>Es ist nicht genug Platz, um „{name}“ zu schreiben.</translation>
    </message>
    <message>
        <source>Aviary has the library “{path}” open.</source>
        <extracomment>desktop_app/library/copies.py</extracomment>
        <translation>Aviary hat die Bibliothek „{path}“ geöffnet.</translation>
    </message>
    <message>
        <source>“{path}” is damaged.</source>
        <extracomment>desktop_app/library/copies.py</extracomment>
        <translation>„{path}“ ist beschädigt.</translation>
    </message>
    <message>
        <source>“{path}” is not there.</source>
        <extracomment>desktop_app/library/copies.py</extracomment>
        <translation>„{path}“ ist nicht vorhanden.</translation>
    </message>
    <message>
        <source>“{path}” holds no library of Aviary.</source>
        <extracomment>desktop_app/library/copies.py</extracomment>
        <translation>„{path}“ enthält keine Bibliothek von Aviary.</translation>
    </message>
    <message>
        <source>“{path}” is not a library of Aviary.</source>
        <extracomment>desktop_app/library/copies.py</extracomment>
        <translation>„{path}“ ist keine Bibliothek von Aviary.</translation>
    </message>
    <message>
        <source>There is no space to write the library in “{folder}”.</source>
        <extracomment>desktop_app/library/database.py, desktop_app/library/opening.py</extracomment>
        <translation>Es ist kein Platz, um die Bibliothek in „{folder}“ zu schreiben.</translation>
    </message>
    <message>
        <source>The library “{path}” cannot be written.</source>
        <extracomment>desktop_app/library/database.py</extracomment>
        <translation>Die Bibliothek „{path}“ kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>Another program holds the library “{path}”.</source>
        <extracomment>desktop_app/library/database.py</extracomment>
        <translation>Ein anderes Programm verwendet die Bibliothek „{path}“.</translation>
    </message>
    <message>
        <source>A part of the library “{path}” cannot be read.</source>
        <extracomment>desktop_app/library/database.py</extracomment>
        <translation>Ein Teil der Bibliothek „{path}“ kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The drive reports an error in the library “{path}”.</source>
        <extracomment>desktop_app/library/database.py</extracomment>
        <translation>Das Laufwerk meldet einen Fehler in der Bibliothek „{path}“.</translation>
    </message>
    <message>
        <source>The library “{path}” cannot be used.</source>
        <extracomment>desktop_app/library/database.py</extracomment>
        <translation>Die Bibliothek „{path}“ kann nicht verwendet werden.</translation>
    </message>
    <message>
        <source>The library “{path}” was moved or deleted while Aviary was using it.</source>
        <extracomment>desktop_app/library/database.py</extracomment>
        <translation>Die Bibliothek „{path}“ wurde verschoben oder gelöscht, während Aviary sie verwendet hat.</translation>
    </message>
    <message>
        <source>A newer version of Aviary has changed the library since this one was started.</source>
        <extracomment>desktop_app/library/database.py</extracomment>
        <translation>Eine neuere Version von Aviary hat die Bibliothek geändert, seit dieses Aviary gestartet wurde.</translation>
    </message>
    <message>
        <source>The library has been closed; nothing more is written.</source>
        <extracomment>desktop_app/library/database.py</extracomment>
        <translation>Die Bibliothek wurde geschlossen; es wird nichts mehr geschrieben.</translation>
    </message>
    <message>
        <source>Another program changed this text meanwhile.</source>
        <extracomment>desktop_app/library/edits.py</extracomment>
        <translation>Ein anderes Programm hat diesen Text inzwischen geändert.</translation>
    </message>
    <message>
        <source>This recording is no longer in the library&apos;s queue.</source>
        <extracomment>desktop_app/library/jobs.py</extracomment>
        <translation>Diese Aufnahme ist nicht mehr in der Warteschlange der Bibliothek.</translation>
    </message>
    <message>
        <source>Another running Aviary transcribes this recording.</source>
        <extracomment>desktop_app/library/jobs.py</extracomment>
        <translation>Ein anderes laufendes Aviary transkribiert diese Aufnahme.</translation>
    </message>
    <message>
        <source>{count} transcript and {jobs} of the queue were recovered.</source>
        <extracomment>desktop_app/library/repair/losses.py</extracomment>
        <translation>{count} Transkript und {jobs} aus der Warteschlange wurden wiederhergestellt.</translation>
    </message>
    <message>
        <source>{count} transcripts and {jobs} of the queue were recovered.</source>
        <extracomment>desktop_app/library/repair/losses.py</extracomment>
        <translation>{count} Transkripte und {jobs} aus der Warteschlange wurden wiederhergestellt.</translation>
    </message>
    <message>
        <source>{count} transcript lost a part of its text.</source>
        <extracomment>desktop_app/library/repair/losses.py</extracomment>
        <translation>{count} Transkript hat einen Teil seines Textes verloren.</translation>
    </message>
    <message>
        <source>{count} transcripts lost a part of their text.</source>
        <extracomment>desktop_app/library/repair/losses.py</extracomment>
        <translation>{count} Transkripte haben einen Teil ihres Textes verloren.</translation>
    </message>
    <message>
        <source>Of {count} transcript only the name is left.</source>
        <extracomment>desktop_app/library/repair/losses.py</extracomment>
        <translation>Von {count} Transkript ist nur der Name übrig.</translation>
    </message>
    <message>
        <source>Of {count} transcripts only the names are left.</source>
        <extracomment>desktop_app/library/repair/losses.py</extracomment>
        <translation>Von {count} Transkripten sind nur die Namen übrig.</translation>
    </message>
    <message>
        <source>{lost:,} of {words:,} words could not be read.</source>
        <extracomment>desktop_app/library/repair/losses.py</extracomment>
        <translation>{lost:,} von {words:,} Wörtern konnten nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Of {count} transcript it is not known whether all of its text is there.</source>
        <extracomment>desktop_app/library/repair/losses.py</extracomment>
        <translation>Bei {count} Transkript ist nicht bekannt, ob der ganze Text da ist.</translation>
    </message>
    <message>
        <source>Of {count} transcripts it is not known whether all of their text is there.</source>
        <extracomment>desktop_app/library/repair/losses.py</extracomment>
        <translation>Bei {count} Transkripten ist nicht bekannt, ob der ganze Text da ist.</translation>
    </message>
    <message>
        <source>{count} of the queue lost a part of its text and goes on from there.</source>
        <extracomment>desktop_app/library/repair/losses.py</extracomment>
        <translation>{count} Aufnahme der Warteschlange hat einen Teil ihres Textes verloren und wird von dort an fortgesetzt.</translation>
    </message>
    <message>
        <source>{count} of the queue lost a part of their text and go on from there.</source>
        <extracomment>desktop_app/library/repair/losses.py</extracomment>
        <translation>{count} Aufnahmen der Warteschlange haben einen Teil ihres Textes verloren und werden von dort an fortgesetzt.</translation>
    </message>
    <message>
        <source>Of the queue the end of the text may be lost; it is transcribed again.</source>
        <extracomment>desktop_app/library/repair/losses.py</extracomment>
        <translation>In der Warteschlange kann das Ende des Textes verloren sein; es wird neu transkribiert.</translation>
    </message>
    <message>
        <source>{count} recording of the queue was lost; add it again.</source>
        <extracomment>desktop_app/library/repair/losses.py</extracomment>
        <translation>{count} Aufnahme der Warteschlange ist verloren; fügen Sie sie erneut hinzu.</translation>
    </message>
    <message>
        <source>{count} recordings of the queue were lost; add them again.</source>
        <extracomment>desktop_app/library/repair/losses.py</extracomment>
        <translation>{count} Aufnahmen der Warteschlange sind verloren; fügen Sie sie erneut hinzu.</translation>
    </message>
    <message>
        <source>Others may have been lost without a trace.</source>
        <extracomment>desktop_app/library/repair/losses.py</extracomment>
        <translation>Weitere können spurlos verloren gegangen sein.</translation>
    </message>
    <message>
        <source>Another version of this text was lost, at least in part, when the library was damaged on {date} or before.</source>
        <extracomment>desktop_app/library/repair/losses.py</extracomment>
        <translation>Eine andere Fassung dieses Textes ging zumindest zum Teil verloren, als die Bibliothek am {date} oder davor beschädigt wurde.</translation>
    </message>
    <message>
        <source>The library was damaged on {date} or before; some of this text may have been lost.</source>
        <extracomment>desktop_app/library/missing.py</extracomment>
        <translation>Die Bibliothek wurde am {date} oder davor beschädigt; ein Teil dieses Textes kann verloren sein.</translation>
    </message>
    <message>
        <source>All of this text was lost when the library was damaged on {date} or before.</source>
        <extracomment>desktop_app/library/missing.py</extracomment>
        <translation>Dieser Text ging ganz verloren, als die Bibliothek am {date} oder davor beschädigt wurde.</translation>
    </message>
    <message>
        <source>Some of this text was lost when the library was damaged on {date} or before.</source>
        <extracomment>desktop_app/library/missing.py</extracomment>
        <translation>Ein Teil dieses Textes ging verloren, als die Bibliothek am {date} oder davor beschädigt wurde.</translation>
    </message>
    <message>
        <source>“{folder}” is on a network drive, where a library would be damaged when two computers write to it.</source>
        <extracomment>desktop_app/library/opening.py</extracomment>
        <translation>„{folder}“ ist auf einem Netzlaufwerk. Dort würde eine Bibliothek beschädigt, wenn zwei Computer in sie schreiben.</translation>
    </message>
    <message>
        <source>“{folder}” is on a network drive, where a library would not be safe. It is kept in “{otherwise}” instead.</source>
        <extracomment>desktop_app/library/opening.py</extracomment>
        <translation>„{folder}“ ist auf einem Netzlaufwerk. Dort wäre eine Bibliothek nicht sicher. Die Bibliothek liegt stattdessen in „{otherwise}“.</translation>
    </message>
    <message>
        <source>{name} synchronises the library&apos;s folder “{folder}”. Do not use it on two computers at once; better choose a folder that is not synchronised.</source>
        <extracomment>desktop_app/library/opening.py</extracomment>
        <translation>Der Ordner der Bibliothek „{folder}“ wird durch {name} synchronisiert. Verwenden Sie die Bibliothek nicht auf zwei Computern zugleich; wählen Sie besser einen Ordner, der nicht synchronisiert wird.</translation>
    </message>
    <message>
        <source>The library&apos;s folder “{folder}” cannot be written. {reason}.</source>
        <extracomment>desktop_app/library/opening.py</extracomment>
        <translation>In den Ordner der Bibliothek „{folder}“ kann nicht geschrieben werden. {reason}.</translation>
    </message>
    <message>
        <source>The library was brought to a new form; a copy of the old one is “{path}”.</source>
        <extracomment>desktop_app/library/opening.py</extracomment>
        <translation>Die Bibliothek wurde in eine neue Form gebracht; eine Kopie der alten ist „{path}“.</translation>
    </message>
    <message>
        <source>A part of the library “{path}” cannot be read, and another Aviary has it open.</source>
        <extracomment>desktop_app/library/opening.py</extracomment>
        <translation>Ein Teil der Bibliothek „{path}“ kann nicht gelesen werden, und ein anderes Aviary hat sie geöffnet.</translation>
    </message>
    <message>
        <source>The library was damaged. {found} The damaged file is kept as “{aside}”.</source>
        <extracomment>desktop_app/library/opening.py</extracomment>
        <translation>Die Bibliothek war beschädigt. {found} Die beschädigte Datei bleibt als „{aside}“ erhalten.</translation>
    </message>
    <message>
        <source>The library can only be read. {reason}</source>
        <extracomment>desktop_app/library/opening.py</extracomment>
        <translation>Die Bibliothek kann nur gelesen werden. {reason}</translation>
    </message>
    <message>
        <source>Another Aviary is repairing or moving the library in “{folder}”.</source>
        <extracomment>desktop_app/library/ownership.py</extracomment>
        <translation>Ein anderes Aviary repariert oder verschiebt gerade die Bibliothek in „{folder}“.</translation>
    </message>
    <message>
        <source>Recovered text</source>
        <extracomment>desktop_app/library/repair/recovery.py</extracomment>
        <translation>Wiederhergestellter Text</translation>
    </message>
    <message>
        <source>The file is a database, but not a library of Aviary.</source>
        <extracomment>desktop_app/library/stored/schema.py</extracomment>
        <translation>Die Datei ist eine Datenbank, aber keine Bibliothek von Aviary.</translation>
    </message>
    <message>
        <source>A newer version of Aviary wrote the library (form {found}; this version knows {known}). It was left as it is.</source>
        <extracomment>desktop_app/library/stored/schema.py</extracomment>
        <translation>Eine neuere Version von Aviary hat die Bibliothek geschrieben (Form {found}; diese Version kennt {known}). Sie wurde unverändert gelassen.</translation>
    </message>
    <message>
        <source>The audio format of “{name}” is unknown.</source>
        <extracomment>desktop_app/media/container.py</extracomment>
        <translation>Das Audioformat von „{name}“ ist unbekannt.</translation>
    </message>
    <message>
        <source>“{name}” has no audio track.</source>
        <extracomment>desktop_app/media/container.py</extracomment>
        <translation>„{name}“ hat keine Tonspur.</translation>
    </message>
    <message>
        <source>the disk reported an error</source>
        <extracomment>desktop_app/media/container.py</extracomment>
        <translation>das Laufwerk hat einen Fehler gemeldet</translation>
    </message>
    <message>
        <source>“{name}” cannot be read: {reason}.</source>
        <extracomment>desktop_app/media/container.py, desktop_app/models/archive.py, desktop_app/models/folders.py</extracomment>
        <translation>„{name}“ kann nicht gelesen werden: {reason}.</translation>
    </message>
    <message>
        <source>“{name}” is {kind}, not a recording.</source>
        <extracomment>desktop_app/media/container.py</extracomment>
        <translation>„{name}“ ist {kind}, keine Aufnahme.</translation>
    </message>
    <message>
        <source>“{name}” is empty (0 bytes).</source>
        <extracomment>desktop_app/media/container.py</extracomment>
        <translation>„{name}“ ist leer (0 Byte).</translation>
    </message>
    <message>
        <source>“{name}” is a playlist, not a recording.</source>
        <extracomment>desktop_app/media/container.py</extracomment>
        <translation>„{name}“ ist eine Wiedergabeliste, keine Aufnahme.</translation>
    </message>
    <message>
        <source>“{name}” is copy-protected and cannot be decoded.</source>
        <extracomment>desktop_app/media/container.py</extracomment>
        <translation>„{name}“ ist kopiergeschützt und kann nicht dekodiert werden.</translation>
    </message>
    <message>
        <source>“{name}” is not an audio or video file, or is damaged.</source>
        <extracomment>desktop_app/media/container.py</extracomment>
        <translation>„{name}“ ist keine Audio- oder Videodatei oder ist beschädigt.</translation>
    </message>
    <message>
        <source>“{name}” is not an audio or video file.</source>
        <extracomment>desktop_app/media/container.py</extracomment>
        <translation>„{name}“ ist keine Audio- oder Videodatei.</translation>
    </message>
    <message>
        <source>Nothing in “{name}” can be decoded.</source>
        <extracomment>desktop_app/media/decode.py</extracomment>
        <translation>In „{name}“ kann nichts dekodiert werden.</translation>
    </message>
    <message>
        <source>“{name}” ends before its audio begins.</source>
        <extracomment>desktop_app/media/decode.py</extracomment>
        <translation>„{name}“ endet, bevor der Ton beginnt.</translation>
    </message>
    <message>
        <source>“{name}” contains no audio: its audio track is empty.</source>
        <extracomment>desktop_app/media/decode.py</extracomment>
        <translation>„{name}“ enthält keinen Ton: Die Tonspur ist leer.</translation>
    </message>
    <message>
        <source>Memory ran out while the recording was being read.</source>
        <extracomment>desktop_app/media/feed.py</extracomment>
        <translation>Der Arbeitsspeicher reichte nicht aus, während die Aufnahme gelesen wurde.</translation>
    </message>
    <message>
        <source>There are no audio or video files in {names}.</source>
        <extracomment>desktop_app/media/formats.py</extracomment>
        <translation>In {names} sind keine Audio- oder Videodateien.</translation>
    </message>
    <message>
        <source>“{name}” has {count} audio track, so there is no track {number}.</source>
        <extracomment>desktop_app/media/tracks.py</extracomment>
        <translation>„{name}“ hat {count} Tonspur, also gibt es keine Spur {number}.</translation>
    </message>
    <message>
        <source>“{name}” has {count} audio tracks, so there is no track {number}.</source>
        <extracomment>desktop_app/media/tracks.py</extracomment>
        <translation>„{name}“ hat {count} Tonspuren, also gibt es keine Spur {number}.</translation>
    </message>
    <message>
        <source>Choose a track that exists.</source>
        <extracomment>desktop_app/media/tracks.py</extracomment>
        <translation>Wählen Sie eine Spur, die es gibt.</translation>
    </message>
    <message>
        <source>There is no model file “{path}”.</source>
        <extracomment>desktop_app/models/archive.py</extracomment>
        <translation>Es gibt keine Modelldatei „{path}“.</translation>
    </message>
    <message>
        <source>“{name}” is damaged; its archive is incomplete or broken.</source>
        <extracomment>desktop_app/models/archive.py</extracomment>
        <translation>„{name}“ ist beschädigt; das Archiv ist unvollständig oder fehlerhaft.</translation>
    </message>
    <message>
        <source>“{name}” is not a NeMo model: it is not a .nemo archive.</source>
        <extracomment>desktop_app/models/archive.py</extracomment>
        <translation>„{name}“ ist kein NeMo-Modell: Es ist kein .nemo-Archiv.</translation>
    </message>
    <message>
        <source>“{name}” cannot be read.</source>
        <extracomment>desktop_app/importing/reading.py, desktop_app/models/archive.py</extracomment>
        <translation>„{name}“ kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>PDF document</source>
        <extracomment>desktop_app/app/exporting/formats.py</extracomment>
        <translation>PDF-Dokument</translation>
    </message>
    <message>
        <source>For reading and printing, the same everywhere.</source>
        <extracomment>desktop_app/app/exporting/formats.py</extracomment>
        <translation>Zum Lesen und Drucken, überall gleich.</translation>
    </message>
    <message>
        <source>“{name}” was not printed.</source>
        <extracomment>desktop_app/app/exporting/pdf.py</extracomment>
        <translation>„{name}“ wurde nicht gedruckt.</translation>
    </message>
    <message>
        <source>The text goes on until {end}, but “{name}” ends at {duration}.</source>
        <extracomment>desktop_app/app/importing/entering.py</extracomment>
        <translation>Der Text reicht bis {end}, „{name}“ endet aber bei {duration}.</translation>
    </message>
    <message>
        <source>The library is not open, so nothing can be imported.</source>
        <extracomment>desktop_app/app/importing/importing.py</extracomment>
        <translation>Die Bibliothek ist nicht geöffnet, deshalb kann nichts importiert werden.</translation>
    </message>
    <message>
        <source>“{name}”</source>
        <extracomment>desktop_app/app/models/description.py, desktop_app/core/model_config/reader.py, desktop_app/media/formats.py, desktop_app/models/member_names.py, desktop_app/system/locks/diagnose.py, desktop_app/ui/strings/queue.py, desktop_app/ui/strings/voices.py</extracomment>
        <translation>„{name}“</translation>
    </message>
    <message>
        <source>Transcripts are still being imported.</source>
        <extracomment>desktop_app/app/window.py</extracomment>
        <translation>Es werden noch Transkripte importiert.</translation>
    </message>
    <message>
        <source>“{format}” is no text that a terminal could show.</source>
        <extracomment>desktop_app/cli/library/commands.py</extracomment>
        <translation>„{format}“ ist kein Text, den ein Terminal zeigen könnte.</translation>
    </message>
    <message>
        <source>Not printed</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Nicht gedruckt</translation>
    </message>
    <message>
        <source>Look at the printer, or export a PDF document.</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Sehen Sie nach dem Drucker, oder exportieren Sie ein PDF-Dokument.</translation>
    </message>
    <message>
        <source>Transcript not imported</source>
        <extracomment>desktop_app/core/import_errors.py</extracomment>
        <translation>Transkript nicht importiert</translation>
    </message>
    <message>
        <source>Not a transcript</source>
        <extracomment>desktop_app/core/import_errors.py</extracomment>
        <translation>Kein Transkript</translation>
    </message>
    <message>
        <source>Aviary reads SubRip (.srt), WebVTT (.vtt), its own JSON, and the JSON of Whisper, faster-whisper, WhisperX and whisper.cpp.</source>
        <extracomment>desktop_app/core/import_errors.py</extracomment>
        <translation>Aviary liest SubRip (.srt), WebVTT (.vtt), sein eigenes JSON und das JSON von Whisper, faster-whisper, WhisperX und whisper.cpp.</translation>
    </message>
    <message>
        <source>Damaged transcript</source>
        <extracomment>desktop_app/core/import_errors.py</extracomment>
        <translation>Beschädigtes Transkript</translation>
    </message>
    <message>
        <source>Write it again with the program that it comes from.</source>
        <extracomment>desktop_app/core/import_errors.py</extracomment>
        <translation>Schreiben Sie es noch einmal mit dem Programm, von dem es stammt.</translation>
    </message>
    <message>
        <source>Choose another file.</source>
        <extracomment>desktop_app/core/import_errors.py</extracomment>
        <translation>Wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>File too large</source>
        <extracomment>desktop_app/core/import_errors.py</extracomment>
        <translation>Datei zu groß</translation>
    </message>
    <message>
        <source>Choose the transcript itself, not the recording.</source>
        <extracomment>desktop_app/core/import_errors.py</extracomment>
        <translation>Wählen Sie das Transkript selbst, nicht die Aufnahme.</translation>
    </message>
    <message>
        <source>File not readable</source>
        <extracomment>desktop_app/core/import_errors.py</extracomment>
        <translation>Datei nicht lesbar</translation>
    </message>
    <message>
        <source>Check that it is there and that you may read it.</source>
        <extracomment>desktop_app/core/import_errors.py</extracomment>
        <translation>Prüfen Sie, ob sie vorhanden ist und Sie sie lesen dürfen.</translation>
    </message>
    <message>
        <source>Imported from {name}</source>
        <extracomment>desktop_app/core/model.py</extracomment>
        <translation>Importiert aus {name}</translation>
    </message>
    <message>
        <source>TTML subtitles (IMSC 1.1)</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>TTML-Untertitel (IMSC 1.1)</translation>
    </message>
    <message>
        <source>For broadcasters and streaming services, Netflix among them.</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>Für Sender und Streamingdienste, darunter Netflix.</translation>
    </message>
    <message>
        <source>a number</source>
        <extracomment>desktop_app/importing/checking.py</extracomment>
        <translation>eine Zahl</translation>
    </message>
    <message>
        <source>a text</source>
        <extracomment>desktop_app/importing/checking.py</extracomment>
        <translation>ein Text</translation>
    </message>
    <message>
        <source>a list</source>
        <extracomment>desktop_app/importing/checking.py</extracomment>
        <translation>eine Liste</translation>
    </message>
    <message>
        <source>an object</source>
        <extracomment>desktop_app/importing/checking.py</extracomment>
        <translation>ein Objekt</translation>
    </message>
    <message>
        <source>“{name}” is not whole: there is no “{field}” at {place}.</source>
        <extracomment>desktop_app/importing/checking.py</extracomment>
        <translation>„{name}“ ist unvollständig: „{field}“ fehlt ({place}).</translation>
    </message>
    <message>
        <source>“{name}” cannot be used: what stands at {place} is wrong.</source>
        <extracomment>desktop_app/importing/checking.py</extracomment>
        <translation>„{name}“ ist nicht verwendbar: Eine Angabe ist falsch ({place}).</translation>
    </message>
    <message>
        <source>“{name}” cannot be used: what stands at {place} is not {kind}.</source>
        <extracomment>desktop_app/importing/checking.py</extracomment>
        <translation>„{name}“ ist nicht verwendbar: Erwartet wird {kind} ({place}).</translation>
    </message>
    <message>
        <source>“{name}” is of version {version}, which a newer Aviary wrote; this one reads 1 and 2.</source>
        <extracomment>desktop_app/importing/checking.py</extracomment>
        <translation>„{name}“ hat die Version {version} und stammt von einem neueren Aviary; dieses liest 1 und 2.</translation>
    </message>
    <message>
        <source>“{name}” is larger than {most}, which no transcript is.</source>
        <extracomment>desktop_app/importing/reading.py</extracomment>
        <translation>„{name}“ ist größer als {most}; so groß ist kein Transkript.</translation>
    </message>
    <message>
        <source>“{name}” is empty.</source>
        <extracomment>desktop_app/importing/reading.py</extracomment>
        <translation>„{name}“ ist leer.</translation>
    </message>
    <message>
        <source>“{name}” is no text.</source>
        <extracomment>desktop_app/importing/reading.py</extracomment>
        <translation>„{name}“ ist keine Textdatei.</translation>
    </message>
    <message>
        <source>There is no text in “{name}”.</source>
        <extracomment>desktop_app/importing/reading.py</extracomment>
        <translation>„{name}“ enthält keinen Text.</translation>
    </message>
    <message>
        <source>It is not in UTF-8 and was read as {encoding}; where letters are wrong, save it in UTF-8 and import it again.</source>
        <extracomment>desktop_app/importing/reading.py</extracomment>
        <translation>Die Datei ist nicht in UTF-8 und wurde als {encoding} gelesen; sind Buchstaben falsch, speichern Sie sie in UTF-8 und importieren Sie sie noch einmal.</translation>
    </message>
    <message>
        <source>“{name}” is no transcript that Aviary can read.</source>
        <extracomment>desktop_app/importing/reading.py</extracomment>
        <translation>„{name}“ ist kein Transkript, das Aviary lesen kann.</translation>
    </message>
    <message>
        <source>“{name}” is damaged or not whole: line {line}, column {column}.</source>
        <extracomment>desktop_app/importing/reading.py</extracomment>
        <translation>„{name}“ ist beschädigt oder unvollständig: Zeile {line}, Spalte {column}.</translation>
    </message>
    <message>
        <source>“{name}” is damaged.</source>
        <extracomment>desktop_app/importing/checking.py, desktop_app/importing/reading.py</extracomment>
        <translation>„{name}“ ist beschädigt.</translation>
    </message>
    <message>
        <source>“{folder}” belongs to Aviary itself, and goes when Aviary is updated.</source>
        <extracomment>desktop_app/app/exporting/plan.py</extracomment>
        <translation>„{folder}“ gehört zu Aviary selbst und verschwindet, wenn Aviary aktualisiert wird.</translation>
    </message>
    <message>
        <source>Sortformer, finds speakers</source>
        <extracomment>desktop_app/core/model.py</extracomment>
        <translation>Sortformer, findet Sprecher</translation>
    </message>
    <message>
        <source>Nemotron Diarization, finds speakers</source>
        <extracomment>desktop_app/core/model.py</extracomment>
        <translation>Nemotron Diarization, findet Sprecher</translation>
    </message>
    <message>
        <source>TitaNet, knows voices again</source>
        <extracomment>desktop_app/core/model.py</extracomment>
        <translation>TitaNet, erkennt Stimmen wieder</translation>
    </message>
    <message>
        <source>“{name}” is damaged: its {file} has a value that no diarizer uses.</source>
        <extracomment>desktop_app/core/model_config/nemotron.py</extracomment>
        <translation>„{name}“ ist beschädigt: {file} enthält einen Wert, den kein Sprecher-Modell verwendet.</translation>
    </message>
    <message>
        <source>“{name}” is not a diarizer that Aviary can run.</source>
        <extracomment>desktop_app/core/model_config/nemotron.py</extracomment>
        <translation>„{name}“ ist kein Sprecher-Modell, das Aviary ausführen kann.</translation>
    </message>
    <message>
        <source>“{name}” is incomplete: its {file} is missing.</source>
        <extracomment>desktop_app/core/model_config/nemotron.py</extracomment>
        <translation>„{name}“ ist unvollständig: {file} fehlt.</translation>
    </message>
    <message>
        <source>“{name}” was not opened: its {file} asks for code from its own files.</source>
        <extracomment>desktop_app/core/model_config/nemotron.py</extracomment>
        <translation>„{name}“ wurde nicht geöffnet: {file} verlangt Code aus den Dateien des Modells.</translation>
    </message>
    <message>
        <source>Recorded</source>
        <extracomment>desktop_app/export/document.py</extracomment>
        <translation>Aufgenommen am</translation>
    </message>
    <message>
        <source>“{name}” has no times.</source>
        <extracomment>desktop_app/export/registry.py</extracomment>
        <translation>„{name}“ hat keine Zeiten.</translation>
    </message>
    <message>
        <source>“{name}” has no times of words.</source>
        <extracomment>desktop_app/export/research/scoring.py</extracomment>
        <translation>„{name}“ hat keine Zeiten der Wörter.</translation>
    </message>
    <message>
        <source>{count} time could not be read, or ended before it began; it was taken from those around it.</source>
        <extracomment>desktop_app/importing/timed_text.py</extracomment>
        <translation>{count} Zeit war nicht lesbar oder endete vor ihrem Beginn; sie wurde aus den benachbarten bestimmt.</translation>
    </message>
    <message>
        <source>{count} times could not be read, or ended before they began; they were taken from those around them.</source>
        <extracomment>desktop_app/importing/timed_text.py</extracomment>
        <translation>{count} Zeiten waren nicht lesbar oder endeten vor ihrem Beginn; sie wurden aus den benachbarten bestimmt.</translation>
    </message>
    <message>
        <source>{count} sentence had no right times; they were taken from those around it.</source>
        <extracomment>desktop_app/importing/whisper.py</extracomment>
        <translation>{count} Satz hatte keine richtigen Zeiten; sie wurden aus den benachbarten bestimmt.</translation>
    </message>
    <message>
        <source>{count} sentences had no right times; they were taken from those around them.</source>
        <extracomment>desktop_app/importing/whisper.py</extracomment>
        <translation>{count} Sätze hatten keine richtigen Zeiten; sie wurden aus den benachbarten bestimmt.</translation>
    </message>
    <message>
        <source>{name} ({language})</source>
        <extracomment>desktop_app/library/imports.py</extracomment>
        <translation>{name} ({language})</translation>
    </message>
    <message>
        <source>“{name}” is {kind}, not a model file.</source>
        <extracomment>desktop_app/models/archive.py, desktop_app/models/folders.py</extracomment>
        <translation>„{name}“ ist {kind}, keine Modelldatei.</translation>
    </message>
    <message>
        <source>“{name}” is not a NeMo model: it contains no {missing}.</source>
        <extracomment>desktop_app/models/inspection.py, desktop_app/models/installation.py</extracomment>
        <translation>„{name}“ ist kein NeMo-Modell: {missing} fehlt darin.</translation>
    </message>
    <message>
        <source>Unpacking “{name}” needs {size:.1f} GB; {free:.1f} GB are free on that drive.</source>
        <extracomment>desktop_app/models/archive.py</extracomment>
        <translation>Zum Entpacken von „{name}“ sind {size:.1f} GB nötig; auf diesem Laufwerk sind {free:.1f} GB frei.</translation>
    </message>
    <message>
        <source>Speakers found</source>
        <extracomment>desktop_app/app/speakers/finding.py</extracomment>
        <translation>Sprecher gefunden</translation>
    </message>
    <message>
        <source>The text was closed before its speakers were found.</source>
        <extracomment>desktop_app/app/speakers/finding.py</extracomment>
        <translation>Der Text wurde geschlossen, bevor seine Sprecher gefunden waren.</translation>
    </message>
    <message>
        <source>`aviary models download speakerverification_en_titanet_large` gets it.</source>
        <extracomment>desktop_app/app/speakers/hearing.py</extracomment>
        <translation>`aviary models download speakerverification_en_titanet_large` holt es.</translation>
    </message>
    <message>
        <source>Names by voice taken back</source>
        <extracomment>desktop_app/app/speakers/speakers.py</extracomment>
        <translation>Namen nach Stimme zurückgenommen</translation>
    </message>
    <message>
        <source>No model that tells speakers apart is on this computer yet.</source>
        <extracomment>desktop_app/cli/transcribe.py</extracomment>
        <translation>Auf diesem Computer ist noch kein Modell, das Sprecher unterscheidet.</translation>
    </message>
    <message>
        <source>The library, which has the kept voices, cannot be read.</source>
        <extracomment>desktop_app/cli/voices.py</extracomment>
        <translation>Die Bibliothek mit den aufbewahrten Stimmen ist nicht lesbar.</translation>
    </message>
    <message>
        <source>No voices are kept that {model} knows.</source>
        <extracomment>desktop_app/cli/voices.py</extracomment>
        <translation>Es sind keine Stimmen aufbewahrt, die {model} kennt.</translation>
    </message>
    <message>
        <source>Not a model for this</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Kein Modell dafür</translation>
    </message>
    <message>
        <source>Choose another model; see `aviary models list`.</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Wählen Sie ein anderes Modell; siehe `aviary models list`.</translation>
    </message>
    <message>
        <source>“{name}” is damaged: its configuration describes no Sortformer.</source>
        <extracomment>desktop_app/core/model_config/reader.py, desktop_app/models/inspection.py</extracomment>
        <translation>„{name}“ ist beschädigt: Die Konfiguration beschreibt keinen Sortformer.</translation>
    </message>
    <message>
        <source>“{name}” is a kind of Sortformer that Aviary cannot run.</source>
        <extracomment>desktop_app/core/model_config/reader.py</extracomment>
        <translation>„{name}“ ist eine Art von Sortformer, die Aviary nicht ausführen kann.</translation>
    </message>
    <message>
        <source>Check the mirror under Connection, or import the model from elsewhere.</source>
        <extracomment>desktop_app/core/model_errors.py</extracomment>
        <translation>Prüfen Sie den Spiegelserver unter „Verbindung“ oder importieren Sie das Modell aus anderer Quelle.</translation>
    </message>
    <message>
        <source>Ask your administrator to install the company&apos;s certificate in this system, check the computer&apos;s date, or import the model from elsewhere.</source>
        <extracomment>desktop_app/core/model_errors.py</extracomment>
        <translation>Bitten Sie Ihren Administrator, das Zertifikat der Firma auf diesem System zu installieren, prüfen Sie das Datum des Computers oder importieren Sie das Modell aus anderer Quelle.</translation>
    </message>
    <message>
        <source>Nothing was sent there. Check the mirror under Connection, try again from another network, or import the model from elsewhere.</source>
        <extracomment>desktop_app/core/model_errors.py</extracomment>
        <translation>Es wurde nichts dorthin gesendet. Prüfen Sie den Spiegelserver unter „Verbindung“, versuchen Sie es in einem anderen Netzwerk oder importieren Sie das Modell aus anderer Quelle.</translation>
    </message>
    <message>
        <source>If you trust that server, use its file anyway; or check the mirror under Connection, or import the model from elsewhere.</source>
        <extracomment>desktop_app/core/model_errors.py</extracomment>
        <translation>Wenn Sie diesem Server vertrauen, verwenden Sie seine Datei trotzdem; oder prüfen Sie den Spiegelserver unter „Verbindung“ oder importieren Sie das Modell aus anderer Quelle.</translation>
    </message>
    <message>
        <source>If you trust that server, add --accept-other-file to use its file anyway; or import the model from elsewhere.</source>
        <extracomment>desktop_app/core/model_errors.py</extracomment>
        <translation>Wenn Sie diesem Server vertrauen, fügen Sie --accept-other-file hinzu, um seine Datei trotzdem zu verwenden; oder importieren Sie das Modell aus anderer Quelle.</translation>
    </message>
    <message>
        <source>Start it again. If that does not help, a proxy or virus scanner is changing downloads: import the model from elsewhere.</source>
        <extracomment>desktop_app/core/model_errors.py</extracomment>
        <translation>Starten Sie ihn erneut. Wenn das nicht hilft, verändert ein Proxy oder ein Virenscanner die Downloads: Importieren Sie das Modell aus anderer Quelle.</translation>
    </message>
    <message>
        <source>“{name}” tells speakers apart; it cannot recognise speech.</source>
        <extracomment>desktop_app/engine/nemo/restoring.py</extracomment>
        <translation>„{name}“ unterscheidet Sprecher und kann keine Sprache erkennen.</translation>
    </message>
    <message>
        <source>“{name}” recognises speech; it cannot tell speakers apart.</source>
        <extracomment>desktop_app/engine/nemo/restoring.py, desktop_app/engine/speakers/loading.py</extracomment>
        <translation>„{name}“ erkennt Sprache und kann keine Sprecher unterscheiden.</translation>
    </message>
    <message>
        <source>“{name}” is another kind of model.</source>
        <extracomment>desktop_app/engine/nemo/restoring.py</extracomment>
        <translation>„{name}“ ist ein Modell anderer Art.</translation>
    </message>
    <message>
        <source>{model} tells apart no more than {count} speaker. Another model may know more.</source>
        <extracomment>desktop_app/engine/speakers/activity.py</extracomment>
        <translation>{model} unterscheidet nicht mehr als {count} Sprecher. Ein anderes Modell kennt vielleicht mehr.</translation>
    </message>
    <message>
        <source>{model} tells apart no more than {count} speakers. Another model may know more.</source>
        <extracomment>desktop_app/engine/speakers/activity.py</extracomment>
        <translation>{model} unterscheidet nicht mehr als {count} Sprecher. Ein anderes Modell kennt vielleicht mehr.</translation>
    </message>
    <message>
        <source>{asked} speakers were asked for, but only {count} was found.</source>
        <extracomment>desktop_app/engine/speakers/activity.py</extracomment>
        <translation>Gesucht wurden {asked} Sprecher, gefunden wurde aber nur {count}.</translation>
    </message>
    <message>
        <source>{asked} speakers were asked for, but only {count} were found.</source>
        <extracomment>desktop_app/engine/speakers/activity.py</extracomment>
        <translation>Gesucht wurden {asked} Sprecher, gefunden wurden aber nur {count}.</translation>
    </message>
    <message>
        <source>All {count} speakers that {model} can tell apart were found. If there are more, their words are with one of these.</source>
        <extracomment>desktop_app/engine/speakers/activity.py</extracomment>
        <translation>Es wurden alle {count} Sprecher gefunden, die {model} unterscheiden kann. Gibt es mehr, stehen ihre Worte bei einem von diesen.</translation>
    </message>
    <message>
        <source>{problem} The text is complete, but nobody is named in it. Speakers can be found later, also with another model.</source>
        <extracomment>desktop_app/engine/speakers/finding.py</extracomment>
        <translation>{problem} Der Text ist vollständig, aber niemand ist darin benannt. Sprecher lassen sich später suchen, auch mit einem anderen Modell.</translation>
    </message>
    <message>
        <source>No speakers were found in “{name}”.</source>
        <extracomment>desktop_app/engine/speakers/finding.py</extracomment>
        <translation>In „{name}“ wurden keine Sprecher gefunden.</translation>
    </message>
    <message>
        <source>Speakers cannot be named in a text without times. Choose another time setting, or a model that gives times.</source>
        <extracomment>desktop_app/engine/speakers/finding.py</extracomment>
        <translation>In einem Text ohne Zeiten können Sprecher nicht benannt werden. Wählen Sie eine andere Einstellung für Zeiten oder ein Modell, das Zeiten angibt.</translation>
    </message>
    <message>
        <source>“{name}” does not have a channel of its own for each speaker. Let a model find them instead.</source>
        <extracomment>desktop_app/engine/speakers/finding.py</extracomment>
        <translation>„{name}“ hat nicht für jeden Sprecher einen eigenen Kanal. Lassen Sie stattdessen ein Modell die Sprecher finden.</translation>
    </message>
    <message>
        <source>“{name}” has no channels of their own for its speakers: all hold nearly the same sound. Let a model find them instead.</source>
        <extracomment>desktop_app/engine/speakers/finding.py</extracomment>
        <translation>„{name}“ hat keine eigenen Kanäle für die Sprecher: Alle enthalten fast denselben Ton. Lassen Sie stattdessen ein Modell die Sprecher finden.</translation>
    </message>
    <message>
        <source>“{name}” has surround sound ({layout}): its channels are for loudspeakers, not for people. Let a model find the speakers instead.</source>
        <extracomment>desktop_app/engine/speakers/finding.py</extracomment>
        <translation>„{name}“ hat Raumklang ({layout}): Die Kanäle gehören zu Lautsprechern, nicht zu Personen. Lassen Sie stattdessen ein Modell die Sprecher finden.</translation>
    </message>
    <message>
        <source>Memory ran out while speakers were being found.</source>
        <extracomment>desktop_app/engine/speakers/listening.py</extracomment>
        <translation>Der Arbeitsspeicher reichte nicht aus, während Sprecher gesucht wurden.</translation>
    </message>
    <message>
        <source>{model} is damaged: its weights do not belong to its configuration.</source>
        <extracomment>desktop_app/engine/speakers/nemotron.py</extracomment>
        <translation>{model} ist beschädigt: Die Gewichte gehören nicht zur Konfiguration.</translation>
    </message>
    <message>
        <source>The voice of {count} speaker cannot be read.</source>
        <extracomment>desktop_app/library/copies.py</extracomment>
        <translation>Die Stimme von {count} Sprecher kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The voices of {count} speakers cannot be read.</source>
        <extracomment>desktop_app/library/copies.py</extracomment>
        <translation>Die Stimmen von {count} Sprechern können nicht gelesen werden.</translation>
    </message>
    <message>
        <source>it contains too many files</source>
        <extracomment>desktop_app/models/archive.py</extracomment>
        <translation>es sind zu viele Dateien darin</translation>
    </message>
    <message>
        <source>it would need more than {size:.1f} GB</source>
        <extracomment>desktop_app/models/archive.py</extracomment>
        <translation>es wären mehr als {size:.1f} GB nötig</translation>
    </message>
    <message>
        <source>it contains two files named {name}</source>
        <extracomment>desktop_app/models/archive.py</extracomment>
        <translation>zwei Dateien darin heißen {name}</translation>
    </message>
    <message>
        <source>“{name}” is not safe to unpack: {reason}.</source>
        <extracomment>desktop_app/models/archive.py, desktop_app/models/installation.py</extracomment>
        <translation>„{name}“ kann nicht gefahrlos entpackt werden: {reason}.</translation>
    </message>
    <message>
        <source>{name} is a link</source>
        <extracomment>desktop_app/models/archive.py</extracomment>
        <translation>{name} ist eine Verknüpfung</translation>
    </message>
    <message>
        <source>{name} is not an ordinary file</source>
        <extracomment>desktop_app/models/archive.py</extracomment>
        <translation>{name} ist keine gewöhnliche Datei</translation>
    </message>
    <message>
        <source>{name} has a negative size</source>
        <extracomment>desktop_app/models/archive.py</extracomment>
        <translation>{name} hat eine negative Größe</translation>
    </message>
    <message>
        <source>Canary 1B was trained without times; use Canary 1B v2 or Parakeet for times.</source>
        <extracomment>desktop_app/models/catalog.py</extracomment>
        <translation>Canary 1B wurde ohne Zeiten trainiert; verwenden Sie für Zeiten Canary 1B v2 oder Parakeet.</translation>
    </message>
    <message>
        <source>A tiny built-in model that knows about 330 English words, trained on synthetic voices. It demonstrates the program; it is not for real recordings.</source>
        <extracomment>desktop_app/models/catalog.py</extracomment>
        <translation>Ein winziges mitgeliefertes Modell, das etwa 330 englische Wörter kennt und mit künstlichen Stimmen trainiert wurde. Es zeigt, wie das Programm arbeitet; für echte Aufnahmen ist es nicht gedacht.</translation>
    </message>
    <message>
        <source>Demonstration only: a small vocabulary, not for real work.</source>
        <extracomment>desktop_app/models/catalog.py</extracomment>
        <translation>Nur zur Demonstration: kleiner Wortschatz, nicht für die echte Arbeit.</translation>
    </message>
    <message>
        <source>A tiny built-in model that tells two or three speakers apart, trained on synthetic voices. It demonstrates the program; it is not for real recordings.</source>
        <extracomment>desktop_app/models/catalog.py</extracomment>
        <translation>Ein winziges eingebautes Modell, das zwei oder drei Sprecher unterscheidet; es wurde mit künstlichen Stimmen trainiert. Es führt das Programm vor und ist nicht für echte Aufnahmen gedacht.</translation>
    </message>
    <message>
        <source>Demonstration only: trained on synthetic voices, not for real work.</source>
        <extracomment>desktop_app/models/catalog.py</extracomment>
        <translation>Nur zur Vorführung: mit künstlichen Stimmen trainiert, nicht für echte Arbeit.</translation>
    </message>
    <message>
        <source>25 European languages, detected automatically, with punctuation and word times. The best choice for most recordings.</source>
        <extracomment>desktop_app/models/catalog.py</extracomment>
        <translation>25 europäische Sprachen, automatisch erkannt, mit Zeichensetzung und Wortzeiten. Die beste Wahl für die meisten Aufnahmen.</translation>
    </message>
    <message>
        <source>English, lower case, without punctuation, with word times.</source>
        <extracomment>desktop_app/models/catalog.py</extracomment>
        <translation>Englisch, Kleinschreibung, ohne Zeichensetzung, mit Wortzeiten.</translation>
    </message>
    <message>
        <source>English, German, Spanish and French, and translation between English and the others, without times.</source>
        <extracomment>desktop_app/models/catalog.py</extracomment>
        <translation>Englisch, Deutsch, Spanisch und Französisch sowie Übersetzung zwischen Englisch und den anderen, ohne Zeiten.</translation>
    </message>
    <message>
        <source>For non-commercial use only (CC-BY-NC-4.0).</source>
        <extracomment>desktop_app/models/catalog.py</extracomment>
        <translation>Nur für nicht kommerzielle Nutzung (CC-BY-NC-4.0).</translation>
    </message>
    <message>
        <source>25 European languages that you choose, translation to and from English, punctuation and word times.</source>
        <extracomment>desktop_app/models/catalog.py</extracomment>
        <translation>25 europäische Sprachen, die Sie auswählen, Übersetzung aus dem Englischen und ins Englische, Zeichensetzung und Wortzeiten.</translation>
    </message>
    <message>
        <source>Tells up to 8 speakers apart, also where they talk at the same time. The best choice for most conversations.</source>
        <extracomment>desktop_app/models/catalog.py</extracomment>
        <translation>Unterscheidet bis zu 8 Sprecher, auch wenn sie gleichzeitig sprechen. Für die meisten Gespräche die beste Wahl.</translation>
    </message>
    <message>
        <source>Tells up to 4 speakers apart, also where they talk at the same time.</source>
        <extracomment>desktop_app/models/catalog.py</extracomment>
        <translation>Unterscheidet bis zu 4 Sprecher, auch wenn sie gleichzeitig sprechen.</translation>
    </message>
    <message>
        <source>Tells up to 4 speakers apart, also where they talk at the same time; better than v2 in meetings.</source>
        <extracomment>desktop_app/models/catalog.py</extracomment>
        <translation>Unterscheidet bis zu 4 Sprecher, auch wenn sie gleichzeitig sprechen; in Besprechungen besser als v2.</translation>
    </message>
    <message>
        <source>Knows a voice again, so that the speakers you named are named in later recordings too. Only needed if you switch that on.</source>
        <extracomment>desktop_app/models/catalog.py</extracomment>
        <translation>Erkennt eine Stimme wieder, sodass Sprecher, die Sie benannt haben, auch in späteren Aufnahmen ihren Namen bekommen. Nur nötig, wenn Sie das einschalten.</translation>
    </message>
    <message>
        <source>“{name}” is damaged: its weights are not what they were when it was made.</source>
        <extracomment>desktop_app/models/inspection.py</extracomment>
        <translation>„{name}“ ist beschädigt: Die Gewichte sind nicht mehr die, mit denen die Datei erstellt wurde.</translation>
    </message>
    <message>
        <source>{model} is not available for download.</source>
        <extracomment>desktop_app/models/download.py, desktop_app/models/fetching.py</extracomment>
        <translation>{model} steht nicht zum Download bereit.</translation>
    </message>
    <message>
        <source>all {count} tracks</source>
        <extracomment>desktop_app/core/media.py</extracomment>
        <translation>alle {count} Tonspuren</translation>
    </message>
    <message>
        <source>“{name}” has no tracks of their own for its speakers: all hold nearly the same sound. Let a model find them instead.</source>
        <extracomment>desktop_app/engine/speakers/finding.py</extracomment>
        <translation>„{name}“ hat keine eigenen Tonspuren für die Sprecher: Alle enthalten fast denselben Ton. Lassen Sie stattdessen ein Modell die Sprecher finden.</translation>
    </message>
    <message>
        <source>{model} is licensed under {licence}: {licence_url}</source>
        <extracomment>desktop_app/models/download.py</extracomment>
        <translation>{model} steht unter der Lizenz {licence}: {licence_url}</translation>
    </message>
    <message>
        <source>There is not enough space to download {model}.</source>
        <extracomment>desktop_app/models/download.py</extracomment>
        <translation>Es ist nicht genug Platz, um {model} herunterzuladen.</translation>
    </message>
    <message>
        <source>The downloaded archive cannot be kept: “{archive}” already exists.</source>
        <extracomment>desktop_app/models/download.py</extracomment>
        <translation>Das heruntergeladene Archiv kann nicht behalten werden: „{archive}“ gibt es schon.</translation>
    </message>
    <message>
        <source>Downloading and unpacking {model} needs {needed:.1f} GB; {free:.1f} GB are free on the drive of the models folder.</source>
        <extracomment>desktop_app/models/download.py</extracomment>
        <translation>Um {model} herunterzuladen und zu entpacken, sind {needed:.1f} GB nötig; auf dem Laufwerk des Modellordners sind {free:.1f} GB frei.</translation>
    </message>
    <message>
        <source>The downloaded file of {model} is not the one that the server announced; it was deleted.</source>
        <extracomment>desktop_app/models/download.py</extracomment>
        <translation>Die heruntergeladene Datei von {model} ist nicht die, die der Server angekündigt hat; sie wurde gelöscht.</translation>
    </message>
    <message>
        <source>The files of {model} are being changed there.</source>
        <extracomment>desktop_app/models/fetching.py</extracomment>
        <translation>Die Dateien von {model} werden dort gerade geändert.</translation>
    </message>
    <message>
        <source>Import a copy of the folder that has the files themselves in it.</source>
        <extracomment>desktop_app/models/folders.py</extracomment>
        <translation>Importieren Sie eine Kopie des Ordners, in der die Dateien selbst liegen.</translation>
    </message>
    <message>
        <source>The folder “{name}” is not a model: it contains no {missing}.</source>
        <extracomment>desktop_app/models/folders.py</extracomment>
        <translation>Der Ordner „{name}“ ist kein Modell: {missing} fehlt darin.</translation>
    </message>
    <message>
        <source>“{name}” was not opened: its {file} is a link.</source>
        <extracomment>desktop_app/models/folders.py</extracomment>
        <translation>„{name}“ wurde nicht geöffnet: {file} ist eine Verknüpfung.</translation>
    </message>
    <message>
        <source>“{name}” is damaged: the header of its weights is too large.</source>
        <extracomment>desktop_app/models/folders.py</extracomment>
        <translation>„{name}“ ist beschädigt: Der Kopf der Gewichte ist zu groß.</translation>
    </message>
    <message>
        <source>“{name}” is damaged: its weights are not what their header says.</source>
        <extracomment>desktop_app/models/folders.py</extracomment>
        <translation>„{name}“ ist beschädigt: Die Gewichte sind nicht das, was ihr Kopf angibt.</translation>
    </message>
    <message>
        <source>“{name}” is not a model that Aviary can run: its weights are of another kind.</source>
        <extracomment>desktop_app/models/folders.py</extracomment>
        <translation>„{name}“ ist kein Modell, das Aviary ausführen kann: Die Gewichte sind von anderer Art.</translation>
    </message>
    <message>
        <source>“{name}” was not opened: it contains {file}, a kind of file that can run code.</source>
        <extracomment>desktop_app/models/folders.py</extracomment>
        <translation>„{name}“ wurde nicht geöffnet: Es enthält {file}, eine Art von Datei, die Code ausführen kann.</translation>
    </message>
    <message>
        <source>“{name}” is another kind of model than it should be: it is not “{kind}”.</source>
        <extracomment>desktop_app/models/inspection.py</extracomment>
        <translation>„{name}“ ist ein anderes Modell, als es sein sollte: Es ist nicht „{kind}“.</translation>
    </message>
    <message>
        <source>“{name}” needs another kind of audio; Aviary runs models for {usable} Hz audio.</source>
        <extracomment>desktop_app/models/inspection.py</extracomment>
        <translation>„{name}“ braucht eine andere Art von Audio; Aviary verwendet Modelle für Audio mit {usable} Hz.</translation>
    </message>
    <message>
        <source>“{name}” needs {rate} Hz audio; Aviary runs models for {usable} Hz audio.</source>
        <extracomment>desktop_app/models/inspection.py</extracomment>
        <translation>„{name}“ braucht Audio mit {rate} Hz; Aviary verwendet Modelle für Audio mit {usable} Hz.</translation>
    </message>
    <message>
        <source>This Canary file contains no timestamps model, so it gives no times.</source>
        <extracomment>desktop_app/models/inspection.py</extracomment>
        <translation>Diese Canary-Datei enthält kein Modell für Zeitstempel und liefert deshalb keine Zeiten.</translation>
    </message>
    <message>
        <source>There is not enough space to unpack {model}.</source>
        <extracomment>desktop_app/models/installation.py</extracomment>
        <translation>Es ist nicht genug Platz, um {model} zu entpacken.</translation>
    </message>
    <message>
        <source>{name} is no file of such a model</source>
        <extracomment>desktop_app/models/installation.py</extracomment>
        <translation>{name} gehört nicht zu einem solchen Modell</translation>
    </message>
    <message>
        <source>“{name}” is damaged: its files are not those that were packed.</source>
        <extracomment>desktop_app/models/installation.py</extracomment>
        <translation>„{name}“ ist beschädigt: Die Dateien darin sind nicht die, die gepackt wurden.</translation>
    </message>
    <message>
        <source>There is no model in “{folder}”.</source>
        <extracomment>desktop_app/models/installation.py</extracomment>
        <translation>In „{folder}“ ist kein Modell.</translation>
    </message>
    <message>
        <source>“{name}” in it is a link</source>
        <extracomment>desktop_app/models/layout.py, desktop_app/system/store_mark.py</extracomment>
        <translation>„{name}“ darin ist eine Verknüpfung</translation>
    </message>
    <message>
        <source>Another Aviary is working with the files of “{model_id}”.</source>
        <extracomment>desktop_app/models/layout.py</extracomment>
        <translation>Ein anderes Aviary arbeitet mit den Dateien von „{model_id}“.</translation>
    </message>
    <message>
        <source>“{name}” is a link</source>
        <extracomment>desktop_app/models/layout.py</extracomment>
        <translation>„{name}“ ist eine Verknüpfung</translation>
    </message>
    <message>
        <source>Aviary cannot write into its models folder “{folder}”: {reason}.</source>
        <extracomment>desktop_app/models/layout.py</extracomment>
        <translation>Aviary kann nicht in den Modellordner „{folder}“ schreiben: {reason}.</translation>
    </message>
    <message>
        <source>A model needs the name “{folder}”, which is taken by something that Aviary did not create.</source>
        <extracomment>desktop_app/models/maintenance.py</extracomment>
        <translation>Ein Modell braucht den Namen „{folder}“. So heißt schon etwas, das nicht von Aviary stammt.</translation>
    </message>
    <message>
        <source>{model} is damaged: {names} has changed since it was installed.</source>
        <extracomment>desktop_app/models/maintenance.py</extracomment>
        <translation>{model} ist beschädigt: {names} wurde seit der Installation verändert.</translation>
    </message>
    <message>
        <source>{model} is damaged: {names} have changed since they were installed.</source>
        <extracomment>desktop_app/models/maintenance.py</extracomment>
        <translation>{model} ist beschädigt: {names} wurden seit der Installation verändert.</translation>
    </message>
    <message>
        <source>A file of “{model_id}” is in use by another program.</source>
        <extracomment>desktop_app/models/maintenance.py</extracomment>
        <translation>Eine Datei von „{model_id}“ wird von einem anderen Programm verwendet.</translation>
    </message>
    <message>
        <source>{name} points outside the archive</source>
        <extracomment>desktop_app/models/member_names.py</extracomment>
        <translation>{name} zeigt aus dem Archiv hinaus</translation>
    </message>
    <message>
        <source>{name} is not a name</source>
        <extracomment>desktop_app/models/member_names.py</extracomment>
        <translation>{name} ist kein Name</translation>
    </message>
    <message>
        <source>{name} contains characters that file names cannot have</source>
        <extracomment>desktop_app/models/member_names.py</extracomment>
        <translation>{name} enthält Zeichen, die in Dateinamen nicht erlaubt sind</translation>
    </message>
    <message>
        <source>{name} ends in a dot or a space</source>
        <extracomment>desktop_app/models/member_names.py</extracomment>
        <translation>{name} endet mit einem Punkt oder einem Leerzeichen</translation>
    </message>
    <message>
        <source>{name} is a device on Windows</source>
        <extracomment>desktop_app/models/member_names.py</extracomment>
        <translation>{name} ist unter Windows ein Gerät</translation>
    </message>
    <message>
        <source>{name} is too long</source>
        <extracomment>desktop_app/models/member_names.py</extracomment>
        <translation>{name} ist zu lang</translation>
    </message>
    <message>
        <source>{name} is a file that Aviary creates itself</source>
        <extracomment>desktop_app/models/member_names.py</extracomment>
        <translation>{name} ist eine Datei, die Aviary selbst erstellt</translation>
    </message>
    <message>
        <source>The new models folder must not be inside the old one, nor the old one inside the new one.</source>
        <extracomment>desktop_app/models/moving.py</extracomment>
        <translation>Der neue Modellordner darf nicht im alten liegen und der alte nicht im neuen.</translation>
    </message>
    <message>
        <source>There is not enough space on the new drive.</source>
        <extracomment>desktop_app/models/moving.py</extracomment>
        <translation>Auf dem neuen Laufwerk ist nicht genug Platz.</translation>
    </message>
    <message>
        <source>A file in “{old}” is in use. Aviary uses “{new}” from now on, and moves the rest when it is next started.</source>
        <extracomment>desktop_app/models/moving.py</extracomment>
        <translation>Eine Datei in „{old}“ wird verwendet. Aviary verwendet ab jetzt „{new}“ und verschiebt den Rest beim nächsten Start.</translation>
    </message>
    <message>
        <source>The models need {needed:.1f} GB, and {free:.1f} GB are free on the new drive.</source>
        <extracomment>desktop_app/models/moving.py</extracomment>
        <translation>Die Modelle brauchen {needed:.1f} GB; auf dem neuen Laufwerk sind {free:.1f} GB frei.</translation>
    </message>
    <message>
        <source>Files written to “{folder}” read back differently: the drive may be damaged. Nothing was moved.</source>
        <extracomment>desktop_app/models/moving.py</extracomment>
        <translation>Dateien, die in „{folder}“ geschrieben wurden, sind beim Lesen anders: Das Laufwerk ist vielleicht beschädigt. Es wurde nichts verschoben.</translation>
    </message>
    <message>
        <source>A model needs the name “{path}”, which is taken by something that Aviary did not create.</source>
        <extracomment>desktop_app/models/moving.py</extracomment>
        <translation>Ein Modell braucht den Namen „{path}“. So heißt schon etwas, das nicht von Aviary stammt.</translation>
    </message>
    <message>
        <source>A model needs the name “{path}”, which is taken by a folder with something that Aviary did not create.</source>
        <extracomment>desktop_app/models/moving.py</extracomment>
        <translation>Ein Modell braucht den Namen „{path}“. So heißt schon ein Ordner, in dem etwas liegt, das nicht von Aviary stammt.</translation>
    </message>
    <message>
        <source>“{name}” already exists</source>
        <extracomment>desktop_app/models/ownership.py</extracomment>
        <translation>„{name}“ gibt es schon</translation>
    </message>
    <message>
        <source>This version of Aviary has no checksum of its own for this model yet, so the file is compared with the checksum from the server.</source>
        <extracomment>desktop_app/models/pins.py</extracomment>
        <translation>Diese Version von Aviary hat für dieses Modell noch keine eigene Prüfsumme. Deshalb wird die Datei mit der Prüfsumme des Servers verglichen.</translation>
    </message>
    <message>
        <source>“{host}” has a different file from the one that this version of Aviary expects.</source>
        <extracomment>desktop_app/models/pins.py</extracomment>
        <translation>„{host}“ hat eine andere Datei als die, die diese Version von Aviary erwartet.</translation>
    </message>
    <message>
        <source>“{folder}” is inside a folder that Aviary uses for its own files.</source>
        <extracomment>desktop_app/models/places.py</extracomment>
        <translation>„{folder}“ liegt in einem Ordner, den Aviary für eigene Dateien verwendet.</translation>
    </message>
    <message>
        <source>“{folder}” contains other things than models.</source>
        <extracomment>desktop_app/models/places.py</extracomment>
        <translation>„{folder}“ enthält nicht nur Modelle.</translation>
    </message>
    <message>
        <source>{model} finds speakers and cannot write what they say.</source>
        <extracomment>desktop_app/models/store.py</extracomment>
        <translation>{model} findet Sprecher und kann nicht schreiben, was sie sagen.</translation>
    </message>
    <message>
        <source>{model} knows voices again and writes no text.</source>
        <extracomment>desktop_app/models/store.py</extracomment>
        <translation>{model} erkennt Stimmen wieder und schreibt keinen Text.</translation>
    </message>
    <message>
        <source>{model} cannot find speakers.</source>
        <extracomment>desktop_app/models/store.py</extracomment>
        <translation>{model} kann keine Sprecher finden.</translation>
    </message>
    <message>
        <source>There is no model named “{wanted}”.{asked}</source>
        <extracomment>desktop_app/models/store.py</extracomment>
        <translation>Es gibt kein Modell namens „{wanted}“.{asked}</translation>
    </message>
    <message>
        <source>{model} is damaged: files are missing or cut short.</source>
        <extracomment>desktop_app/models/store.py</extracomment>
        <translation>{model} ist beschädigt: Dateien fehlen oder sind unvollständig.</translation>
    </message>
    <message>
        <source>{model} is missing from the program folder.</source>
        <extracomment>desktop_app/models/store.py</extracomment>
        <translation>{model} fehlt im Programmordner.</translation>
    </message>
    <message>
        <source>“{title}” is not on this computer.</source>
        <extracomment>desktop_app/models/store.py</extracomment>
        <translation>„{title}“ ist nicht auf diesem Computer.</translation>
    </message>
    <message>
        <source>“{path}” is one of the models that Aviary uses.</source>
        <extracomment>desktop_app/models/store.py</extracomment>
        <translation>„{path}“ gehört zu den Modellen, die Aviary verwendet.</translation>
    </message>
    <message>
        <source>“{path}” cannot be deleted.</source>
        <extracomment>desktop_app/models/token.py</extracomment>
        <translation>„{path}“ kann nicht gelöscht werden.</translation>
    </message>
    <message>
        <source>“{host}” redirects to an address without encryption.</source>
        <extracomment>desktop_app/net/hub.py</extracomment>
        <translation>„{host}“ leitet auf eine Adresse ohne Verschlüsselung um.</translation>
    </message>
    <message>
        <source>“{host}” does not respond like a model hub.</source>
        <extracomment>desktop_app/net/hub.py</extracomment>
        <translation>„{host}“ antwortet nicht wie ein Modell-Hub.</translation>
    </message>
    <message>
        <source>“{host}” redirects in a circle.</source>
        <extracomment>desktop_app/net/hub.py</extracomment>
        <translation>„{host}“ leitet im Kreis um.</translation>
    </message>
    <message>
        <source>This computer does not trust the certificate of “{host}”.</source>
        <extracomment>desktop_app/net/hub.py</extracomment>
        <translation>Dieser Computer vertraut dem Zertifikat von „{host}“ nicht.</translation>
    </message>
    <message>
        <source>“{host}” cannot be reached.</source>
        <extracomment>desktop_app/net/hub.py</extracomment>
        <translation>„{host}“ ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>“{host}” sent nothing for {seconds:.0f} seconds.</source>
        <extracomment>desktop_app/net/hub.py</extracomment>
        <translation>„{host}“ hat {seconds:.0f} Sekunden lang nichts gesendet.</translation>
    </message>
    <message>
        <source>The connection to “{host}” broke.</source>
        <extracomment>desktop_app/net/hub.py</extracomment>
        <translation>Die Verbindung zu „{host}“ ist abgebrochen.</translation>
    </message>
    <message>
        <source>“{host}” cannot be used.</source>
        <extracomment>desktop_app/net/hub.py</extracomment>
        <translation>„{host}“ kann nicht verwendet werden.</translation>
    </message>
    <message>
        <source>The server does not allow Aviary to download this file.</source>
        <extracomment>desktop_app/net/hub.py</extracomment>
        <translation>Der Server erlaubt Aviary nicht, diese Datei herunterzuladen.</translation>
    </message>
    <message>
        <source>The server does not have this file.</source>
        <extracomment>desktop_app/net/hub.py</extracomment>
        <translation>Der Server hat diese Datei nicht.</translation>
    </message>
    <message>
        <source>The server is busy (status {status}).</source>
        <extracomment>desktop_app/net/hub.py</extracomment>
        <translation>Der Server ist ausgelastet (Status {status}).</translation>
    </message>
    <message>
        <source>The server refuses the request (status {status}).</source>
        <extracomment>desktop_app/net/hub.py</extracomment>
        <translation>Der Server lehnt die Anfrage ab (Status {status}).</translation>
    </message>
    <message>
        <source>The server asks Aviary to wait {minutes:.0f} minutes.</source>
        <extracomment>desktop_app/net/transfer.py</extracomment>
        <translation>Der Server bittet Aviary, {minutes:.0f} Minuten zu warten.</translation>
    </message>
    <message>
        <source>{problem} Trying again in {seconds:.0f} s.</source>
        <extracomment>desktop_app/net/transfer.py</extracomment>
        <translation>{problem} Neuer Versuch in {seconds:.0f} s.</translation>
    </message>
    <message>
        <source>The server sent more than it announced.</source>
        <extracomment>desktop_app/net/transfer.py</extracomment>
        <translation>Der Server hat mehr gesendet, als er angekündigt hat.</translation>
    </message>
    <message>
        <source>The connection ended too early.</source>
        <extracomment>desktop_app/net/transfer.py</extracomment>
        <translation>Die Verbindung endete zu früh.</translation>
    </message>
    <message>
        <source>A whole drive must not be excluded. Move the models to a folder of their own first.</source>
        <extracomment>desktop_app/system/antivirus/excludable.py</extracomment>
        <translation>Ein ganzes Laufwerk darf nicht von der Prüfung ausgenommen werden. Verschieben Sie die Modelle zuerst in einen eigenen Ordner.</translation>
    </message>
    <message>
        <source>This folder is on another computer or an unusual drive, and must not be excluded. Move the models to a drive of this computer first.</source>
        <extracomment>desktop_app/system/antivirus/excludable.py</extracomment>
        <translation>Dieser Ordner liegt auf einem anderen Computer oder einem ungewöhnlichen Laufwerk und darf nicht von der Prüfung ausgenommen werden. Verschieben Sie die Modelle zuerst auf ein Laufwerk dieses Computers.</translation>
    </message>
    <message>
        <source>This folder contains more than models and must not be excluded. Move the models to a folder of their own first.</source>
        <extracomment>desktop_app/system/antivirus/excludable.py</extracomment>
        <translation>Dieser Ordner enthält nicht nur Modelle und darf nicht von der Prüfung ausgenommen werden. Verschieben Sie die Modelle zuerst in einen eigenen Ordner.</translation>
    </message>
    <message>
        <source>This folder belongs to Windows or to other programs and must not be excluded. Move the models to a folder of their own first.</source>
        <extracomment>desktop_app/system/antivirus/excludable.py</extracomment>
        <translation>Dieser Ordner gehört zu Windows oder zu anderen Programmen und darf nicht von der Prüfung ausgenommen werden. Verschieben Sie die Modelle zuerst in einen eigenen Ordner.</translation>
    </message>
    <message>
        <source>The name of this folder contains a character that would exclude other folders too. Move the models to another folder first.</source>
        <extracomment>desktop_app/system/antivirus/excludable.py</extracomment>
        <translation>Der Name dieses Ordners enthält ein Zeichen, durch das auch andere Ordner ausgenommen würden. Verschieben Sie die Modelle zuerst in einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Windows does not say which folder this really is, so it must not be excluded. Move the models to another folder first.</source>
        <extracomment>desktop_app/system/antivirus/excludable.py</extracomment>
        <translation>Windows teilt nicht mit, welcher Ordner das wirklich ist. Deshalb darf er nicht von der Prüfung ausgenommen werden. Verschieben Sie die Modelle zuerst in einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Aviary did not create this folder for its models, so it must not be excluded. Move the models to a folder of their own first.</source>
        <extracomment>desktop_app/system/antivirus/excludable.py</extracomment>
        <translation>Aviary hat diesen Ordner nicht für seine Modelle erstellt. Deshalb darf er nicht von der Prüfung ausgenommen werden. Verschieben Sie die Modelle zuerst in einen eigenen Ordner.</translation>
    </message>
    <message>
        <source>Open Windows Security from the Start menu.</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>Öffnen Sie „Windows-Sicherheit“ im Startmenü.</translation>
    </message>
    <message>
        <source>Choose “Virus &amp; threat protection”, then “Manage settings” below its settings.</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>Wählen Sie „Viren- &amp; Bedrohungsschutz“, dann unter den Einstellungen dafür „Einstellungen verwalten“.</translation>
    </message>
    <message>
        <source>Under “Exclusions” choose “Add or remove exclusions”, and confirm.</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>Wählen Sie unter „Ausschlüsse“ den Eintrag „Ausschlüsse hinzufügen oder entfernen“ und bestätigen Sie.</translation>
    </message>
    <message>
        <source>Choose “Add an exclusion”, then “Folder”, and choose the models folder shown above.</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>Wählen Sie „Ausschluss hinzufügen“, dann „Ordner“ und dann den oben gezeigten Modellordner.</translation>
    </message>
    <message>
        <source>Open Norton, then “Security”.</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>Öffnen Sie Norton, dann „Sicherheit“.</translation>
    </message>
    <message>
        <source>On the “Scans” tile choose “Open”, then the tab “Exclusions”.</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>Wählen Sie auf der Kachel „Scans“ die Schaltfläche „Öffnen“, dann die Registerkarte „Ausschlüsse“.</translation>
    </message>
    <message>
        <source>Choose “Add exclusion” and choose the models folder shown above.</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>Wählen Sie „Ausschluss hinzufügen“ und dann den oben gezeigten Modellordner.</translation>
    </message>
    <message>
        <source>In older versions, choose “Settings”, “Antivirus”, “Scans and Risks” and use both lists.</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>Wählen Sie in älteren Versionen „Einstellungen“, „Antivirus“, „Scans und Risiken“ und verwenden Sie beide Listen.</translation>
    </message>
    <message>
        <source>Open McAfee, then “My Protection”, “Real-Time Scanning”.</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>Öffnen Sie McAfee, dann „Mein Schutz“, „Echtzeit-Scans“.</translation>
    </message>
    <message>
        <source>Under “Excluded files” choose “Add file”.</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>Wählen Sie unter „Ausgeschlossene Dateien“ die Schaltfläche „Datei hinzufügen“.</translation>
    </message>
    <message>
        <source>McAfee for home users accepts only files: add the large ones in the models folder.</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>McAfee für Privatanwender nimmt nur Dateien an: Fügen Sie die großen Dateien im Modellordner hinzu.</translation>
    </message>
    <message>
        <source>Repeat this after each new model.</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>Wiederholen Sie das nach jedem neuen Modell.</translation>
    </message>
    <message>
        <source>If a company manages this computer, ask its administrators to exclude the folder.</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>Wenn eine Firma diesen Computer verwaltet, bitten Sie deren Administratoren, den Ordner von der Prüfung auszunehmen.</translation>
    </message>
    <message>
        <source>Open Bitdefender and choose “Protection” on the left.</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>Öffnen Sie Bitdefender und wählen Sie links „Schutz“.</translation>
    </message>
    <message>
        <source>On the “Antivirus” pane choose “Open”, then the tab “Settings”.</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>Wählen Sie im Bereich „Virenschutz“ die Schaltfläche „Öffnen“, dann die Registerkarte „Einstellungen“.</translation>
    </message>
    <message>
        <source>Choose “Manage exceptions”, then “Add an Exception”.</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>Wählen Sie „Ausnahmen verwalten“, dann „Ausnahme hinzufügen“.</translation>
    </message>
    <message>
        <source>Paste the models folder, switch “Antivirus” on below it, and save.</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>Fügen Sie den Pfad des Modellordners ein, schalten Sie darunter „Virenschutz“ ein und speichern Sie.</translation>
    </message>
    <message>
        <source>Open Kaspersky and its settings (the gear wheel).</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>Öffnen Sie Kaspersky und dort die Einstellungen (das Zahnrad).</translation>
    </message>
    <message>
        <source>Choose “Security settings”, then “Exclusions and actions on object detection”.</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>Wählen Sie „Sicherheitseinstellungen“, dann „Ausnahmen und Aktionen beim Fund von Objekten“.</translation>
    </message>
    <message>
        <source>Choose “Manage exclusions”, then “Add”.</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>Wählen Sie „Ausnahmen verwalten“, dann „Hinzufügen“.</translation>
    </message>
    <message>
        <source>Paste the models folder, leave the protection components as they are, and save.</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>Fügen Sie den Pfad des Modellordners ein, lassen Sie die Schutzkomponenten, wie sie sind, und speichern Sie.</translation>
    </message>
    <message>
        <source>Open ESET and press F5 for the advanced setup.</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>Öffnen Sie ESET und drücken Sie F5 für die erweiterten Einstellungen.</translation>
    </message>
    <message>
        <source>Choose “Detection engine”, then “Exclusions”.</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>Wählen Sie „Erkennungsroutine“, dann „Ausschlüsse“.</translation>
    </message>
    <message>
        <source>Beside “Performance exclusions” choose “Edit”, then “Add”.</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>Wählen Sie neben „Leistungsausschlüsse“ die Schaltfläche „Bearbeiten“, dann „Hinzufügen“.</translation>
    </message>
    <message>
        <source>Paste the models folder followed by \*; without that, ESET treats it as a file.</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>Fügen Sie den Pfad des Modellordners ein und dahinter \*; sonst behandelt ESET ihn als Datei.</translation>
    </message>
    <message>
        <source>Open Avast or AVG, then “Menu”, “Settings”.</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>Öffnen Sie Avast oder AVG, dann „Menü“, „Einstellungen“.</translation>
    </message>
    <message>
        <source>Choose “General”, then “Exceptions”.</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>Wählen Sie „Allgemein“, dann „Ausnahmen“.</translation>
    </message>
    <message>
        <source>Choose “Add exception”, then “Folder”, and choose the models folder shown above.</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>Wählen Sie „Ausnahme hinzufügen“, dann „Ordner“ und dann den oben gezeigten Modellordner.</translation>
    </message>
    <message>
        <source>Open Avira, then “Security”, “Protection options”.</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>Öffnen Sie Avira, dann „Sicherheit“, „Schutzoptionen“.</translation>
    </message>
    <message>
        <source>Open the settings of “Real-time protection” (the gear wheel).</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>Öffnen Sie die Einstellungen von „Echtzeitschutz“ (das Zahnrad).</translation>
    </message>
    <message>
        <source>Choose “Exceptions”, then “Add”, and choose the models folder shown above.</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>Wählen Sie „Ausnahmen“, dann „Hinzufügen“ und dann den oben gezeigten Modellordner.</translation>
    </message>
    <message>
        <source>Sign in to the Sophos Home dashboard in the browser and choose this computer.</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>Melden Sie sich im Browser beim Dashboard von Sophos Home an und wählen Sie diesen Computer.</translation>
    </message>
    <message>
        <source>Choose “Protection”, “General”, and go to “Exceptions”.</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>Wählen Sie „Schutz“, „Allgemein“ und gehen Sie zu „Ausnahmen“.</translation>
    </message>
    <message>
        <source>Paste the models folder followed by \; without that, Sophos treats it as a file.</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>Fügen Sie den Pfad des Modellordners ein und dahinter \; sonst behandelt Sophos ihn als Datei.</translation>
    </message>
    <message>
        <source>Open Trend Micro and its settings (the gear wheel).</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>Öffnen Sie Trend Micro und dort die Einstellungen (das Zahnrad).</translation>
    </message>
    <message>
        <source>Choose “Exception Lists”, then “Programs/folders”.</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>Wählen Sie „Ausnahmelisten“, dann „Programme/Ordner“.</translation>
    </message>
    <message>
        <source>Choose “Add”, choose the models folder shown above, and confirm with “OK”.</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>Wählen Sie „Hinzufügen“, dann den oben gezeigten Modellordner und bestätigen Sie mit „OK“.</translation>
    </message>
    <message>
        <source>Open Malwarebytes, then “Detection History”, “Allow List”.</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>Öffnen Sie Malwarebytes, dann „Erkennungsverlauf“, „Zulassungsliste“.</translation>
    </message>
    <message>
        <source>Choose “Add”, then “Allow a file or folder”.</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>Wählen Sie „Hinzufügen“, dann „Datei oder Ordner zulassen“.</translation>
    </message>
    <message>
        <source>Choose the models folder shown above, choose “Exclude from all detections”, and “Done”.</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>Wählen Sie den oben gezeigten Modellordner, dann „Von allen Erkennungen ausschließen“ und „Fertig“.</translation>
    </message>
    <message>
        <source>Open F-Secure, then “Viruses &amp; Threats”.</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>Öffnen Sie F-Secure, dann „Viren &amp; Bedrohungen“.</translation>
    </message>
    <message>
        <source>Choose “App and file control”, and confirm.</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>Wählen Sie „App- und Dateisteuerung“ und bestätigen Sie.</translation>
    </message>
    <message>
        <source>On the tab “Excluded” choose “Add new”, and choose the models folder shown above.</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>Wählen Sie auf der Registerkarte „Ausgeschlossen“ die Schaltfläche „Neu hinzufügen“ und dann den oben gezeigten Modellordner.</translation>
    </message>
    <message>
        <source>Open the settings of the antivirus program.</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>Öffnen Sie die Einstellungen des Virenschutzes.</translation>
    </message>
    <message>
        <source>Look for “Exclusions”, “Exceptions” or “Allow list”.</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>Suchen Sie nach „Ausschlüsse“, „Ausnahmen“ oder „Zulassungsliste“.</translation>
    </message>
    <message>
        <source>Add the models folder shown above, including everything in it.</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>Fügen Sie den oben gezeigten Modellordner mit allem, was darin ist, hinzu.</translation>
    </message>
    <message>
        <source>Leave everything else as it is, so that the protection stays on.</source>
        <extracomment>desktop_app/system/antivirus/products.py</extracomment>
        <translation>Lassen Sie alles andere, wie es ist, damit der Schutz eingeschaltet bleibt.</translation>
    </message>
    <message>
        <source>it is {kind}, not a file</source>
        <extracomment>desktop_app/system/files.py</extracomment>
        <translation>es ist {kind}, keine Datei</translation>
    </message>
    <message>
        <source>a folder</source>
        <extracomment>desktop_app/system/files.py</extracomment>
        <translation>ein Ordner</translation>
    </message>
    <message>
        <source>a named pipe</source>
        <extracomment>desktop_app/system/files.py</extracomment>
        <translation>eine benannte Pipe</translation>
    </message>
    <message>
        <source>a socket</source>
        <extracomment>desktop_app/system/files.py</extracomment>
        <translation>ein Socket</translation>
    </message>
    <message>
        <source>a device</source>
        <extracomment>desktop_app/system/files.py</extracomment>
        <translation>ein Gerät</translation>
    </message>
    <message>
        <source>“{path}” is not a folder.</source>
        <extracomment>desktop_app/system/files.py</extracomment>
        <translation>„{path}“ ist kein Ordner.</translation>
    </message>
    <message>
        <source>“{path}” cannot be written. {reason}</source>
        <extracomment>desktop_app/system/files.py</extracomment>
        <translation>„{path}“ kann nicht geschrieben werden. {reason}</translation>
    </message>
    <message>
        <source>Libraries</source>
        <extracomment>desktop_app/system/hardware.py</extracomment>
        <translation>Programmbibliotheken</translation>
    </message>
    <message>
        <source>unknown</source>
        <extracomment>desktop_app/system/hardware.py</extracomment>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>System</source>
        <extracomment>desktop_app/system/hardware.py</extracomment>
        <translation>System</translation>
    </message>
    <message>
        <source>Processor</source>
        <extracomment>desktop_app/system/hardware.py</extracomment>
        <translation>Prozessor</translation>
    </message>
    <message>
        <source>{name}, {count} core</source>
        <extracomment>desktop_app/system/hardware.py</extracomment>
        <translation>{name}, {count} Kern</translation>
    </message>
    <message>
        <source>{name}, {count} cores</source>
        <extracomment>desktop_app/system/hardware.py</extracomment>
        <translation>{name}, {count} Kerne</translation>
    </message>
    <message>
        <source>{free} of {total} free</source>
        <extracomment>desktop_app/system/hardware.py</extracomment>
        <translation>{free} von {total} frei</translation>
    </message>
    <message>
        <source>The smallest model for real work needs {size}: on this computer use short recordings and a batch size of 1, and close other programs.</source>
        <extracomment>desktop_app/system/hardware.py</extracomment>
        <translation>Das kleinste Modell für die echte Arbeit braucht {size}: Verwenden Sie auf diesem Computer kurze Aufnahmen und eine Stapelgröße von 1 und schließen Sie andere Programme.</translation>
    </message>
    <message>
        <source>Memory</source>
        <extracomment>desktop_app/system/hardware.py, desktop_app/ui/strings/models.py</extracomment>
        <translation>Arbeitsspeicher</translation>
    </message>
    <message>
        <source>Close other programs: the smallest model for real work needs {size}.</source>
        <extracomment>desktop_app/system/hardware.py</extracomment>
        <translation>Schließen Sie andere Programme: Das kleinste Modell für die echte Arbeit braucht {size}.</translation>
    </message>
    <message>
        <source>{size} free</source>
        <extracomment>desktop_app/system/hardware.py</extracomment>
        <translation>{size} frei</translation>
    </message>
    <message>
        <source>Free some space, or choose a folder on another drive.</source>
        <extracomment>desktop_app/system/hardware.py</extracomment>
        <translation>Geben Sie Speicherplatz frei oder wählen Sie einen Ordner auf einem anderen Laufwerk.</translation>
    </message>
    <message>
        <source>Disk space</source>
        <extracomment>desktop_app/system/hardware.py, desktop_app/ui/strings/models.py</extracomment>
        <translation>Speicherplatz</translation>
    </message>
    <message>
        <source>Installing a model takes up to {size}: free some space.</source>
        <extracomment>desktop_app/system/hardware.py</extracomment>
        <translation>Die Installation eines Modells braucht bis zu {size}: Geben Sie Speicherplatz frei.</translation>
    </message>
    <message>
        <source>Graphics</source>
        <extracomment>desktop_app/system/hardware.py</extracomment>
        <translation>Grafik</translation>
    </message>
    <message>
        <source>no NVIDIA GPU with a driver; Aviary uses the CPU</source>
        <extracomment>desktop_app/system/hardware.py</extracomment>
        <translation>keine NVIDIA-GPU mit Treiber; Aviary verwendet die CPU</translation>
    </message>
    <message>
        <source>{names}, driver {driver}</source>
        <extracomment>desktop_app/system/hardware.py</extracomment>
        <translation>{names}, Treiber {driver}</translation>
    </message>
    <message>
        <source>Visual C++ runtime</source>
        <extracomment>desktop_app/system/hardware.py</extracomment>
        <translation>Visual-C++-Laufzeit</translation>
    </message>
    <message>
        <source>Install the Microsoft Visual C++ Redistributable: {address}</source>
        <extracomment>desktop_app/system/hardware.py</extracomment>
        <translation>Installieren Sie Microsoft Visual C++ Redistributable: {address}</translation>
    </message>
    <message>
        <source>missing; {needed} is needed</source>
        <extracomment>desktop_app/system/hardware.py</extracomment>
        <translation>fehlt; {needed} ist nötig</translation>
    </message>
    <message>
        <source>installed, version unknown</source>
        <extracomment>desktop_app/system/hardware.py</extracomment>
        <translation>installiert, Version unbekannt</translation>
    </message>
    <message>
        <source>{version}; {needed} is needed</source>
        <extracomment>desktop_app/system/hardware.py</extracomment>
        <translation>{version}; {needed} ist nötig</translation>
    </message>
    <message>
        <source>Long paths</source>
        <extracomment>desktop_app/system/hardware.py</extracomment>
        <translation>Lange Pfade</translation>
    </message>
    <message>
        <source>allowed</source>
        <extracomment>desktop_app/system/hardware.py</extracomment>
        <translation>erlaubt</translation>
    </message>
    <message>
        <source>Keep folders close to the top of the drive, or ask an administrator to set {value} to 1.</source>
        <extracomment>desktop_app/system/hardware.py</extracomment>
        <translation>Legen Sie Ordner möglichst weit oben auf dem Laufwerk an oder bitten Sie einen Administrator, {value} auf 1 zu setzen.</translation>
    </message>
    <message>
        <source>not allowed: 260 characters at most</source>
        <extracomment>desktop_app/system/hardware.py</extracomment>
        <translation>nicht erlaubt: höchstens 260 Zeichen</translation>
    </message>
    <message>
        <source>the user&apos;s name</source>
        <extracomment>desktop_app/system/hardware.py</extracomment>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>Letters in paths</source>
        <extracomment>desktop_app/system/hardware.py</extracomment>
        <translation>Buchstaben in Pfaden</translation>
    </message>
    <message>
        <source>A to Z only</source>
        <extracomment>desktop_app/system/hardware.py</extracomment>
        <translation>nur A bis Z</translation>
    </message>
    <message>
        <source>Aviary works with them. If a model does not load, choose a models folder whose path has only the letters A to Z.</source>
        <extracomment>desktop_app/system/hardware.py</extracomment>
        <translation>Aviary kommt damit zurecht. Wenn ein Modell nicht geladen wird, wählen Sie einen Modellordner, dessen Pfad nur die Buchstaben A bis Z enthält.</translation>
    </message>
    <message>
        <source>other letters than A to Z in {names}</source>
        <extracomment>desktop_app/system/hardware.py</extracomment>
        <translation>andere Buchstaben als A bis Z in: {names}</translation>
    </message>
    <message>
        <source>Clock</source>
        <extracomment>desktop_app/system/hardware.py</extracomment>
        <translation>Uhr</translation>
    </message>
    <message>
        <source>Set the computer&apos;s clock: with a wrong year no download works.</source>
        <extracomment>desktop_app/system/hardware.py</extracomment>
        <translation>Stellen Sie die Uhr des Computers: Mit einem falschen Jahr funktioniert kein Download.</translation>
    </message>
    <message>
        <source>If Aviary does not work, install it again: a part may be missing.</source>
        <extracomment>desktop_app/system/hardware.py</extracomment>
        <translation>Wenn Aviary nicht funktioniert, installieren Sie es neu: Vielleicht fehlt ein Teil.</translation>
    </message>
    <message>
        <source>Its author did not include a licence text.</source>
        <extracomment>desktop_app/system/licences.py</extracomment>
        <translation>Der Autor hat keinen Lizenztext beigelegt.</translation>
    </message>
    <message>
        <source>another program</source>
        <extracomment>desktop_app/system/locks/diagnose.py</extracomment>
        <translation>ein anderes Programm</translation>
    </message>
    <message>
        <source>a file</source>
        <extracomment>desktop_app/system/locks/diagnose.py</extracomment>
        <translation>eine Datei</translation>
    </message>
    <message>
        <source>others</source>
        <extracomment>desktop_app/system/locks/diagnose.py</extracomment>
        <translation>andere</translation>
    </message>
    <message>
        <source>If no program seems to have it open, wait a minute: it may be a virus scan or a copy.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Wenn offenbar kein Programm die Datei geöffnet hat, warten Sie eine Minute: Es kann eine Virenprüfung oder ein Kopiervorgang sein.</translation>
    </message>
    <message>
        <source>{file} is open in {who} and cannot be used by other programs.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>{file} wird durch {who} verwendet und ist für andere Programme gesperrt.</translation>
    </message>
    <message>
        <source>Close {who}, then retry.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Schließen Sie {who} und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>Part of the file is locked</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Ein Teil der Datei ist gesperrt</translation>
    </message>
    <message>
        <source>A part of {file} is locked by {who} while it is being written.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>{file} ist zum Teil durch {who} gesperrt, solange die Datei geschrieben wird.</translation>
    </message>
    <message>
        <source>Let {who} finish, or close it, then retry.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Warten Sie, bis der Vorgang beendet ist, oder schließen Sie {who}. Versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>File open elsewhere</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Datei anderswo geöffnet</translation>
    </message>
    <message>
        <source>{file} cannot be replaced, renamed or deleted while it is open in {who}.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>{file} wird durch {who} verwendet und kann so lange nicht ersetzt, umbenannt oder gelöscht werden.</translation>
    </message>
    <message>
        <source>Or choose another name or folder.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Oder wählen Sie einen anderen Namen oder Ordner.</translation>
    </message>
    <message>
        <source>File in memory</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Datei im Arbeitsspeicher</translation>
    </message>
    <message>
        <source>{file} cannot be changed while {who} has it mapped into memory.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>{file} ist durch {who} in den Arbeitsspeicher eingebunden und kann so lange nicht geändert werden.</translation>
    </message>
    <message>
        <source>Close {who}; if it is a model&apos;s file, unload the model. Then retry.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Schließen Sie {who}; wenn die Datei zu einem Modell gehört, entladen Sie das Modell. Versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>File being deleted</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Datei wird gelöscht</translation>
    </message>
    <message>
        <source>{file} has been deleted, but is still open in {who}, so its name is not free yet.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>{file} wurde gelöscht, wird aber noch durch {who} verwendet. Der Name ist deshalb noch nicht frei.</translation>
    </message>
    <message>
        <source>Wait a moment, or close {who}, then retry.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Warten Sie einen Moment oder schließen Sie {who}. Versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>Folder in use</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Ordner wird verwendet</translation>
    </message>
    <message>
        <source>{file} cannot be moved or deleted because something inside is open in {who}.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>{file} kann nicht verschoben oder gelöscht werden, weil etwas darin durch {who} verwendet wird.</translation>
    </message>
    <message>
        <source>Close {who}, and Explorer windows and terminals that show the folder.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Schließen Sie {who} sowie Explorer-Fenster und Terminals, die den Ordner anzeigen.</translation>
    </message>
    <message>
        <source>A folder, not a file</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Ein Ordner, keine Datei</translation>
    </message>
    <message>
        <source>{file} is a folder, where a file was expected.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>{file} ist ein Ordner; erwartet wurde eine Datei.</translation>
    </message>
    <message>
        <source>Choose a file inside the folder, or another name.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Wählen Sie eine Datei im Ordner oder einen anderen Namen.</translation>
    </message>
    <message>
        <source>Folder not found</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Ordner nicht gefunden</translation>
    </message>
    <message>
        <source>The folder for {file} does not exist: it was moved, renamed or deleted, or its drive is not connected.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Den Ordner für {file} gibt es nicht: Er wurde verschoben, umbenannt oder gelöscht, oder das Laufwerk ist nicht verbunden.</translation>
    </message>
    <message>
        <source>Choose another folder, or connect the drive again and retry.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Wählen Sie einen anderen Ordner, oder verbinden Sie das Laufwerk wieder und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>Read-only</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Schreibgeschützt</translation>
    </message>
    <message>
        <source>{file} is marked as read-only.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>{file} ist als schreibgeschützt markiert.</translation>
    </message>
    <message>
        <source>Clear the Read-only attribute: right-click the file &gt; Properties &gt; Read-only.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Entfernen Sie das Attribut „Schreibgeschützt“: Rechtsklick auf die Datei &gt; Eigenschaften &gt; Schreibgeschützt.</translation>
    </message>
    <message>
        <source>Read-only drive</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Laufwerk schreibgeschützt</translation>
    </message>
    <message>
        <source>{file} is on a read-only drive.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>{file} liegt auf einem schreibgeschützten Laufwerk.</translation>
    </message>
    <message>
        <source>Choose a folder on another drive.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Wählen Sie einen Ordner auf einem anderen Laufwerk.</translation>
    </message>
    <message>
        <source>No permission</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Keine Berechtigung</translation>
    </message>
    <message>
        <source>You do not have permission to read or write {file}.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Sie haben keine Berechtigung, {file} zu lesen oder zu schreiben.</translation>
    </message>
    <message>
        <source>Choose a folder of your own, such as Documents.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Wählen Sie einen eigenen Ordner, zum Beispiel „Dokumente“.</translation>
    </message>
    <message>
        <source>Or ask the owner or an administrator for permission.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Oder bitten Sie den Besitzer oder einen Administrator um die Berechtigung.</translation>
    </message>
    <message>
        <source>Blocked by Windows Security</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Durch Windows-Sicherheit blockiert</translation>
    </message>
    <message>
        <source>{file} is in a folder that Windows protects from unknown programs (controlled folder access).</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>{file} liegt in einem Ordner, den Windows vor unbekannten Programmen schützt (überwachter Ordnerzugriff).</translation>
    </message>
    <message>
        <source>Allow Aviary under Windows Security &gt; Ransomware protection &gt; Allow an app.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Lassen Sie Aviary zu: Windows-Sicherheit &gt; Ransomware-Schutz &gt; App durch überwachten Ordnerzugriff zulassen.</translation>
    </message>
    <message>
        <source>Or choose a folder outside Documents, Pictures, Music, Videos and Desktop.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Oder wählen Sie einen Ordner außerhalb von Dokumente, Bilder, Musik, Videos und Desktop.</translation>
    </message>
    <message>
        <source>Blocked by antivirus software</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Durch Virenschutz blockiert</translation>
    </message>
    <message>
        <source>Antivirus software blocked or removed {file}, because it considers it a threat.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Der Virenschutz hat {file} blockiert oder entfernt, weil er darin eine Bedrohung sieht.</translation>
    </message>
    <message>
        <source>Look for the file in the antivirus program&apos;s history or quarantine.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Suchen Sie die Datei im Verlauf oder in der Quarantäne des Virenschutzes.</translation>
    </message>
    <message>
        <source>If you trust it, restore it there and retry.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Wenn Sie der Datei vertrauen, stellen Sie sie dort wieder her und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>There is not enough space, or quota, on the drive of {file}.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Auf dem Laufwerk für {file} reicht der Speicherplatz oder das Kontingent nicht aus.</translation>
    </message>
    <message>
        <source>Free some space, then retry.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Geben Sie Speicherplatz frei und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>Or choose another drive.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Oder wählen Sie ein anderes Laufwerk.</translation>
    </message>
    <message>
        <source>Path too long</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Pfad zu lang</translation>
    </message>
    <message>
        <source>The path or name of {file} is longer than this system allows.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Der Pfad oder Name für {file} ist länger, als dieses System erlaubt.</translation>
    </message>
    <message>
        <source>Shorten the name, or use a folder closer to the top of the drive.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Kürzen Sie den Namen oder verwenden Sie einen Ordner weiter oben auf dem Laufwerk.</translation>
    </message>
    <message>
        <source>Or ask an administrator to enable long paths in Windows.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Oder bitten Sie einen Administrator, in Windows lange Pfade zu erlauben.</translation>
    </message>
    <message>
        <source>Name not allowed</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Name nicht erlaubt</translation>
    </message>
    <message>
        <source>This system does not allow the name {file} there.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Dieses System erlaubt den Namen {file} dort nicht.</translation>
    </message>
    <message>
        <source>Choose a name without &lt; &gt; : &quot; / \ | ? *, and without a dot or space at the end.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Wählen Sie einen Namen ohne &lt; &gt; : &quot; / \ | ? * und ohne Punkt oder Leerzeichen am Ende.</translation>
    </message>
    <message>
        <source>It must not be a name that Windows itself uses, such as CON, NUL or COM1.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Es darf kein Name sein, den Windows selbst verwendet, wie CON, NUL oder COM1.</translation>
    </message>
    <message>
        <source>File is only online</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Datei nur online</translation>
    </message>
    <message>
        <source>{file} is stored online, and the program that synchronises it did not download it.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>{file} ist online gespeichert, und das Programm, das die Datei synchronisiert, hat sie nicht heruntergeladen.</translation>
    </message>
    <message>
        <source>Check the internet connection, and that the synchronisation program is running.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Prüfen Sie die Internetverbindung und ob das Synchronisierungsprogramm läuft.</translation>
    </message>
    <message>
        <source>Right-click the file &gt; Always keep on this device, wait, then retry.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Rechtsklick auf die Datei &gt; Immer behalten auf diesem Gerät; warten Sie und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>Links not allowed</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Verknüpfungen nicht erlaubt</translation>
    </message>
    <message>
        <source>{file} could not be created, because Windows lets only some users create symbolic links.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>{file} konnte nicht erstellt werden, weil Windows nur bestimmte Benutzer symbolische Verknüpfungen erstellen lässt.</translation>
    </message>
    <message>
        <source>Turn on Developer Mode in the Windows settings, then retry.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Schalten Sie in den Windows-Einstellungen den Entwicklermodus ein und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>Memory ran out ({cause}); a message about a file in use is only a consequence.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Der Arbeitsspeicher reichte nicht aus ({cause}); eine Meldung über eine verwendete Datei ist nur eine Folge davon.</translation>
    </message>
    <message>
        <source>Close other programs, choose a smaller batch size or a smaller model, then retry.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Schließen Sie andere Programme, wählen Sie eine kleinere Stapelgröße oder ein kleineres Modell und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>Network folder not reachable</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Netzwerkordner nicht erreichbar</translation>
    </message>
    <message>
        <source>{file} is on the network, and the connection is interrupted.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>{file} liegt im Netzwerk, und die Verbindung ist unterbrochen.</translation>
    </message>
    <message>
        <source>Check the network or VPN connection, open the folder once in Explorer, then retry.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Prüfen Sie die Netzwerk- oder VPN-Verbindung, öffnen Sie den Ordner einmal im Explorer und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>Or copy the file to this computer first.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Oder kopieren Sie die Datei zuerst auf diesen Computer.</translation>
    </message>
    <message>
        <source>Drive not ready</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Laufwerk nicht bereit</translation>
    </message>
    <message>
        <source>{file} is on a drive that is not ready or was unplugged.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>{file} liegt auf einem Laufwerk, das nicht bereit ist oder getrennt wurde.</translation>
    </message>
    <message>
        <source>Plug the drive in again and wait until it shows its files, then retry.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Schließen Sie das Laufwerk wieder an, warten Sie, bis es seine Dateien anzeigt, und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>Not a locked file</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Keine gesperrte Datei</translation>
    </message>
    <message>
        <source>No other program is blocking the file. The error is: {cause}.</source>
        <extracomment>desktop_app/system/locks/diagnosis.py</extracomment>
        <translation>Kein anderes Programm blockiert die Datei. Der Fehler ist: {cause}.</translation>
    </message>
    <message>
        <source>{name} is scanning {file} for viruses.</source>
        <extracomment>desktop_app/system/locks/known_programs.py</extracomment>
        <translation>{name} prüft gerade {file} auf Viren.</translation>
    </message>
    <message>
        <source>Wait until the scan of {name} has finished, or exclude Aviary&apos;s models folder from it.</source>
        <extracomment>desktop_app/system/locks/known_programs.py</extracomment>
        <translation>Warten Sie, bis die Prüfung durch {name} beendet ist, oder nehmen Sie den Modellordner von Aviary davon aus.</translation>
    </message>
    <message>
        <source>{name} is uploading or downloading {file}.</source>
        <extracomment>desktop_app/system/locks/known_programs.py</extracomment>
        <translation>{name} lädt gerade {file} hoch oder herunter.</translation>
    </message>
    <message>
        <source>Wait until {name} shows the file as synchronised, or pause {name}.</source>
        <extracomment>desktop_app/system/locks/known_programs.py</extracomment>
        <translation>Warten Sie, bis {name} die Datei als synchronisiert anzeigt, oder halten Sie {name} an.</translation>
    </message>
    <message>
        <source>{name} is backing up {file}.</source>
        <extracomment>desktop_app/system/locks/known_programs.py</extracomment>
        <translation>{name} sichert gerade {file}.</translation>
    </message>
    <message>
        <source>Wait until {name} has backed up the file, or pause it.</source>
        <extracomment>desktop_app/system/locks/known_programs.py</extracomment>
        <translation>Warten Sie, bis {name} die Datei gesichert hat, oder halten Sie die Sicherung an.</translation>
    </message>
    <message>
        <source>{name} is playing {file} or has it in its playlist.</source>
        <extracomment>desktop_app/system/locks/known_programs.py</extracomment>
        <translation>{name} gibt gerade {file} wieder oder hat die Datei in der Wiedergabeliste.</translation>
    </message>
    <message>
        <source>Stop playing “{file}” in {name}, or close {name}.</source>
        <extracomment>desktop_app/system/locks/known_programs.py</extracomment>
        <translation>Beenden Sie in {name} die Wiedergabe von „{file}“ oder schließen Sie {name}.</translation>
    </message>
    <message>
        <source>{name} has {file} open.</source>
        <extracomment>desktop_app/system/locks/known_programs.py</extracomment>
        <translation>{name} hat {file} geöffnet.</translation>
    </message>
    <message>
        <source>Save and close “{file}” in {name}.</source>
        <extracomment>desktop_app/system/locks/known_programs.py</extracomment>
        <translation>Speichern und schließen Sie „{file}“ in {name}.</translation>
    </message>
    <message>
        <source>Windows Search is reading {file} for its index.</source>
        <extracomment>desktop_app/system/locks/known_programs.py</extracomment>
        <translation>Windows Search liest gerade {file} für den Suchindex.</translation>
    </message>
    <message>
        <source>Wait a minute: Windows Search closes the file by itself.</source>
        <extracomment>desktop_app/system/locks/known_programs.py</extracomment>
        <translation>Warten Sie eine Minute: Windows Search schließt die Datei von selbst.</translation>
    </message>
    <message>
        <source>File History or Windows Backup</source>
        <extracomment>desktop_app/system/locks/known_programs.py</extracomment>
        <translation>Dateiversionsverlauf oder Windows-Sicherung</translation>
    </message>
    <message>
        <source>Explorer&apos;s preview</source>
        <extracomment>desktop_app/system/locks/known_programs.py</extracomment>
        <translation>Explorer-Vorschau</translation>
    </message>
    <message>
        <source>Explorer is creating a preview or thumbnail of {file}.</source>
        <extracomment>desktop_app/system/locks/known_programs.py</extracomment>
        <translation>Der Explorer erstellt gerade eine Vorschau oder Miniaturansicht für {file}.</translation>
    </message>
    <message>
        <source>Choose another file in Explorer, or turn off its preview pane (Alt+P).</source>
        <extracomment>desktop_app/system/locks/known_programs.py</extracomment>
        <translation>Wählen Sie im Explorer eine andere Datei oder schalten Sie das Vorschaufenster aus (Alt+P).</translation>
    </message>
    <message>
        <source>An Explorer window shows {file} or its folder.</source>
        <extracomment>desktop_app/system/locks/known_programs.py</extracomment>
        <translation>Ein Explorer-Fenster zeigt {file} oder den Ordner dazu an.</translation>
    </message>
    <message>
        <source>Close the Explorer windows that show the file or its folder.</source>
        <extracomment>desktop_app/system/locks/known_programs.py</extracomment>
        <translation>Schließen Sie die Explorer-Fenster, die die Datei oder ihren Ordner anzeigen.</translation>
    </message>
    <message>
        <source>another Aviary</source>
        <extracomment>desktop_app/system/locks/known_programs.py</extracomment>
        <translation>ein anderes Aviary</translation>
    </message>
    <message>
        <source>Another Aviary window is using {file}.</source>
        <extracomment>desktop_app/system/locks/known_programs.py</extracomment>
        <translation>Ein anderes Aviary-Fenster verwendet {file}.</translation>
    </message>
    <message>
        <source>Wait for the other Aviary to finish, or close it.</source>
        <extracomment>desktop_app/system/locks/known_programs.py</extracomment>
        <translation>Warten Sie, bis das andere Aviary fertig ist, oder schließen Sie es.</translation>
    </message>
    <message>
        <source>a Python program</source>
        <extracomment>desktop_app/system/locks/known_programs.py</extracomment>
        <translation>ein Python-Programm</translation>
    </message>
    <message>
        <source>A Python program, perhaps another Aviary or a notebook, has {file} open.</source>
        <extracomment>desktop_app/system/locks/known_programs.py</extracomment>
        <translation>Ein Python-Programm, vielleicht ein anderes Aviary oder ein Notebook, hat {file} geöffnet.</translation>
    </message>
    <message>
        <source>Close the other Aviary, the notebook or the script that uses “{file}”.</source>
        <extracomment>desktop_app/system/locks/known_programs.py</extracomment>
        <translation>Schließen Sie das andere Aviary, das Notebook oder das Skript, das „{file}“ verwendet.</translation>
    </message>
    <message>
        <source>Aviary itself</source>
        <extracomment>desktop_app/system/locks/known_programs.py</extracomment>
        <translation>Aviary selbst</translation>
    </message>
    <message>
        <source>This window has {file} open.</source>
        <extracomment>desktop_app/system/locks/known_programs.py</extracomment>
        <translation>Dieses Fenster hat {file} geöffnet.</translation>
    </message>
    <message>
        <source>Stop the transcription, or unload the model, then retry.</source>
        <extracomment>desktop_app/system/locks/known_programs.py</extracomment>
        <translation>Halten Sie die Transkription an oder entladen Sie das Modell. Versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>{name}, a system service, has the file open.</source>
        <extracomment>desktop_app/system/locks/known_programs.py</extracomment>
        <translation>{name}, ein Systemdienst, hat die Datei geöffnet.</translation>
    </message>
    <message>
        <source>Wait a minute: {name} runs in the background and you cannot close it.</source>
        <extracomment>desktop_app/system/locks/known_programs.py</extracomment>
        <translation>Warten Sie eine Minute: {name} läuft im Hintergrund und lässt sich nicht schließen.</translation>
    </message>
    <message>
        <source>the file</source>
        <extracomment>desktop_app/system/locks/known_programs.py</extracomment>
        <translation>die Datei</translation>
    </message>
    <message>
        <source>the cloud</source>
        <extracomment>desktop_app/system/locks/places.py</extracomment>
        <translation>die Cloud</translation>
    </message>
    <message>
        <source>The file is only online: choose “Always keep on this device” in its context menu.</source>
        <extracomment>desktop_app/system/locks/places.py</extracomment>
        <translation>Die Datei ist nur online: Wählen Sie im Kontextmenü der Datei „Immer behalten auf diesem Gerät“.</translation>
    </message>
    <message>
        <source>a synchronisation program</source>
        <extracomment>desktop_app/system/locks/places.py</extracomment>
        <translation>ein Synchronisierungsprogramm</translation>
    </message>
    <message>
        <source>{name} synchronises this folder: pause it, or use another folder.</source>
        <extracomment>desktop_app/system/locks/places.py</extracomment>
        <translation>Dieser Ordner wird durch {name} synchronisiert: Halten Sie die Synchronisierung an oder verwenden Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>The file is on the network, where others may have it open: copy it to this computer.</source>
        <extracomment>desktop_app/system/locks/places.py</extracomment>
        <translation>Die Datei liegt im Netzwerk, wo andere sie geöffnet haben können: Kopieren Sie sie auf diesen Computer.</translation>
    </message>
    <message>
        <source>The file is on a removable drive: copy it to this computer.</source>
        <extracomment>desktop_app/system/locks/places.py</extracomment>
        <translation>Die Datei liegt auf einem Wechseldatenträger: Kopieren Sie sie auf diesen Computer.</translation>
    </message>
    <message>
        <source>the internet</source>
        <extracomment>desktop_app/system/locks/places.py</extracomment>
        <translation>das Internet</translation>
    </message>
    <message>
        <source>The file is marked as downloaded and may still be scanned: right-click it &gt; Properties &gt; Unblock.</source>
        <extracomment>desktop_app/system/locks/places.py</extracomment>
        <translation>Die Datei ist als heruntergeladen markiert und wird vielleicht noch geprüft: Rechtsklick auf die Datei &gt; Eigenschaften &gt; Zulassen.</translation>
    </message>
    <message>
        <source>{count} characters</source>
        <extracomment>desktop_app/system/locks/places.py</extracomment>
        <translation>{count} Zeichen</translation>
    </message>
    <message>
        <source>The path has {count} characters: use a folder closer to the top of the drive.</source>
        <extracomment>desktop_app/system/locks/places.py</extracomment>
        <translation>Der Pfad hat {count} Zeichen: Verwenden Sie einen Ordner weiter oben auf dem Laufwerk.</translation>
    </message>
    <message>
        <source>Sleep is not available on this computer.</source>
        <extracomment>desktop_app/system/power.py, desktop_app/ui/strings/power.py</extracomment>
        <translation>Der Energiesparmodus ist auf diesem Computer nicht verfügbar.</translation>
    </message>
    <message>
        <source>Only administrators can put this computer to sleep.</source>
        <extracomment>desktop_app/system/power.py</extracomment>
        <translation>Nur Administratoren können diesen Computer in den Energiesparmodus versetzen.</translation>
    </message>
    <message>
        <source>The system&apos;s power service (logind) cannot be reached.</source>
        <extracomment>desktop_app/system/power.py</extracomment>
        <translation>Der Energiedienst des Systems (logind) ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>Windows did not put the computer to sleep.</source>
        <extracomment>desktop_app/system/power.py</extracomment>
        <translation>Windows hat den Computer nicht in den Energiesparmodus versetzt.</translation>
    </message>
    <message>
        <source>The computer did not go to sleep.</source>
        <extracomment>desktop_app/system/power.py</extracomment>
        <translation>Der Computer ist nicht in den Energiesparmodus gewechselt.</translation>
    </message>
    <message>
        <source>Aviary cannot start</source>
        <extracomment>desktop_app/system/start_failure.py</extracomment>
        <translation>Aviary kann nicht starten</translation>
    </message>
    <message>
        <source>Repair the installation: run Aviary&apos;s installer again. Your settings, models and transcripts are kept.</source>
        <extracomment>desktop_app/system/start_failure.py</extracomment>
        <translation>Reparieren Sie die Installation: Führen Sie das Installationsprogramm von Aviary erneut aus. Ihre Einstellungen, Modelle und Transkripte bleiben erhalten.</translation>
    </message>
    <message>
        <source>Start Aviary again. If that does not help, start it in safe mode (hold Shift while it starts, or “Aviary --safe-mode”).</source>
        <extracomment>desktop_app/system/start_failure.py</extracomment>
        <translation>Starten Sie Aviary erneut. Wenn das nicht hilft, starten Sie es im abgesicherten Modus (halten Sie beim Start die Umschalttaste gedrückt oder verwenden Sie „Aviary --safe-mode“).</translation>
    </message>
    <message>
        <source>A part of the program (“{name}”) is missing or damaged: {reason}.

{repair}</source>
        <extracomment>desktop_app/system/start_failure.py</extracomment>
        <translation>Ein Teil des Programms („{name}“) fehlt oder ist beschädigt: {reason}.

{repair}</translation>
    </message>
    <message>
        <source>A part of the program is missing or damaged: {reason}.

{repair}</source>
        <extracomment>desktop_app/system/start_failure.py</extracomment>
        <translation>Ein Teil des Programms fehlt oder ist beschädigt: {reason}.

{repair}</translation>
    </message>
    <message>
        <source>A file of the program is missing: {path}.

{repair}</source>
        <extracomment>desktop_app/system/start_failure.py</extracomment>
        <translation>Eine Datei des Programms fehlt: {path}.

{repair}</translation>
    </message>
    <message>
        <source>An unexpected error stopped the start: {reason}.

{retry}</source>
        <extracomment>desktop_app/system/start_failure.py</extracomment>
        <translation>Ein unerwarteter Fehler hat den Start verhindert: {reason}.

{retry}</translation>
    </message>
    <message>
        <source>“{name}” in it is not Aviary&apos;s</source>
        <extracomment>desktop_app/system/store_mark.py</extracomment>
        <translation>„{name}“ darin gehört nicht zu Aviary</translation>
    </message>
    <message>
        <source>Antivirus &amp;exclusion…</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>&amp;Virenschutz-Ausnahme …</translation>
    </message>
    <message>
        <source>Antivirus exclusion</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Virenschutz-Ausnahme</translation>
    </message>
    <message>
        <source>Antivirus programs open every new file to scan it. Meanwhile Windows lets no other program rename or delete it, which causes most “WinError 32” errors. To avoid them, exclude Aviary&apos;s models folder from scanning.</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Virenschutzprogramme öffnen jede neue Datei, um sie zu überprüfen. Währenddessen lässt Windows kein anderes Programm die Datei umbenennen oder löschen. Das ist die häufigste Ursache für den Fehler „WinError 32“. Um das zu vermeiden, nehmen Sie den Modellordner von Aviary von der Überprüfung aus.</translation>
    </message>
    <message>
        <source>There is no antivirus program to set up on this system.</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Auf diesem System ist kein Virenschutzprogramm einzurichten.</translation>
    </message>
    <message>
        <source>Models folder, including Aviary&apos;s temporary files</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Modellordner, mit den temporären Dateien von Aviary</translation>
    </message>
    <message>
        <source>Program folder; usually needs no exclusion</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Programmordner; braucht meist keine Ausnahme</translation>
    </message>
    <message>
        <source>Copy</source>
        <extracomment>desktop_app/ui/strings/antivirus.py, desktop_app/ui/strings/page.py</extracomment>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Open</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Copy: {what}</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Kopieren: {what}</translation>
    </message>
    <message>
        <source>Open: {what}</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Öffnen: {what}</translation>
    </message>
    <message>
        <source>On this computer</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Auf diesem Computer</translation>
    </message>
    <message>
        <source>Asking Windows…</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Windows wird abgefragt …</translation>
    </message>
    <message>
        <source>Waiting for Windows…</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Warten auf Windows …</translation>
    </message>
    <message>
        <source>Windows did not report an antivirus program.</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Windows hat kein Virenschutzprogramm gemeldet.</translation>
    </message>
    <message>
        <source>How to exclude the models folder</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>So nehmen Sie den Modellordner aus</translation>
    </message>
    <message>
        <source>Steps for</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Schritte für</translation>
    </message>
    <message>
        <source>Another program</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Anderes Programm</translation>
    </message>
    <message>
        <source>Manufacturer&apos;s help page</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Hilfeseite des Herstellers</translation>
    </message>
    <message>
        <source>Or with one command for Microsoft Defender</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Oder mit einem Befehl für Microsoft Defender</translation>
    </message>
    <message>
        <source>Run in PowerShell as administrator. The first command excludes only this folder; the second undoes it.</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>In PowerShell als Administrator ausführen. Der erste Befehl nimmt nur diesen Ordner aus; der zweite macht das rückgängig.</translation>
    </message>
    <message>
        <source>The command that excludes the folder</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Der Befehl, der den Ordner ausnimmt</translation>
    </message>
    <message>
        <source>The command that undoes it</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Der Befehl, der das rückgängig macht</translation>
    </message>
    <message>
        <source>Run as administrator…</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Als Administrator ausführen …</translation>
    </message>
    <message>
        <source>Undo exclusion…</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Ausnahme aufheben …</translation>
    </message>
    <message>
        <source>Check again</source>
        <extracomment>desktop_app/ui/strings/antivirus.py, desktop_app/ui/strings/checking.py, desktop_app/ui/strings/program/checkup.py</extracomment>
        <translation>Erneut prüfen</translation>
    </message>
    <message>
        <source>Antivirus scans can block models and temporary files. One exclusion prevents that.</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Der Virenschutz kann Modelle und temporäre Dateien sperren. Eine einzige Ausnahme verhindert das.</translation>
    </message>
    <message>
        <source>Show me</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>Exclude the models folder?</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Modellordner ausnehmen?</translation>
    </message>
    <message>
        <source>Microsoft Defender will no longer scan files in this folder:

{folder}</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Microsoft Defender überprüft Dateien in diesem Ordner dann nicht mehr:

{folder}</translation>
    </message>
    <message>
        <source>A harmful file in it would not be noticed. Everywhere else the protection stays as it is. Aviary verifies the checksums of the models that it downloads.

Windows asks once for an administrator&apos;s permission. “Undo exclusion…” reverses it.</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Eine schädliche Datei darin würde nicht bemerkt. Überall sonst bleibt der Schutz, wie er ist. Aviary prüft die Prüfsummen der Modelle, die es herunterlädt.

Windows fragt einmal nach der Erlaubnis eines Administrators. „Ausnahme aufheben …“ macht es rückgängig.</translation>
    </message>
    <message>
        <source>Exclude</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Ausnehmen</translation>
    </message>
    <message>
        <source>Scan the models folder again?</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Modellordner wieder überprüfen?</translation>
    </message>
    <message>
        <source>Microsoft Defender will scan files in this folder again:

{folder}</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Microsoft Defender überprüft Dateien in diesem Ordner dann wieder:

{folder}</translation>
    </message>
    <message>
        <source>Windows asks once for an administrator&apos;s permission.</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Windows fragt einmal nach der Erlaubnis eines Administrators.</translation>
    </message>
    <message>
        <source>Undo exclusion</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Ausnahme aufheben</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>desktop_app/ui/strings/antivirus.py, desktop_app/ui/strings/library.py, desktop_app/ui/strings/models.py, desktop_app/ui/strings/power.py, desktop_app/ui/strings/preferences.py, desktop_app/ui/strings/speakers.py, desktop_app/ui/strings/window.py, desktop_app/ui/strings/words.py</extracomment>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Excluded from Microsoft Defender&apos;s scans.</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Von der Überprüfung durch Microsoft Defender ausgenommen.</translation>
    </message>
    <message>
        <source>Not in the list of exclusions that you can see.</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Nicht in der Liste der Ausnahmen, die Sie sehen können.</translation>
    </message>
    <message>
        <source>Windows shows exclusions only to administrators, so Aviary cannot see whether this folder is excluded.</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Windows zeigt Ausnahmen nur Administratoren. Deshalb kann Aviary nicht sehen, ob dieser Ordner ausgenommen ist.</translation>
    </message>
    <message>
        <source>Excluded: Windows confirmed it when run as administrator.</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Ausgenommen: Windows hat es bei der Ausführung als Administrator bestätigt.</translation>
    </message>
    <message>
        <source>Done.</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Erledigt.</translation>
    </message>
    <message>
        <source>Nothing was changed: permission was not given.</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Es wurde nichts geändert: Die Erlaubnis wurde nicht erteilt.</translation>
    </message>
    <message>
        <source>Windows accepted the command, but the exclusion is not in its list. Perhaps an administrator manages the exclusions on this computer.</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Windows hat den Befehl angenommen, aber die Ausnahme steht nicht in der Liste. Vielleicht verwaltet ein Administrator die Ausnahmen auf diesem Computer.</translation>
    </message>
    <message>
        <source>Windows did not carry out the command. Perhaps another antivirus program is active, or an administrator does not allow it. You can still follow the steps above.</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Windows hat den Befehl nicht ausgeführt. Vielleicht ist ein anderes Virenschutzprogramm aktiv, oder ein Administrator erlaubt es nicht. Sie können immer noch den Schritten oben folgen.</translation>
    </message>
    <message>
        <source>{name} scans files as they are written.</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>{name} überprüft Dateien, während sie geschrieben werden.</translation>
    </message>
    <message>
        <source>{name} is off.</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>{name} ist ausgeschaltet.</translation>
    </message>
    <message>
        <source>{name} is paused.</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>{name} ist pausiert.</translation>
    </message>
    <message>
        <source>{name} has expired.</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>{name} ist abgelaufen.</translation>
    </message>
    <message>
        <source>{name} does not report whether it is on.</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>{name} meldet nicht, ob der Schutz eingeschaltet ist.</translation>
    </message>
    <message>
        <source>Microsoft Defender: real-time protection is on.</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Microsoft Defender: Der Echtzeitschutz ist eingeschaltet.</translation>
    </message>
    <message>
        <source>Microsoft Defender: real-time protection is off.</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Microsoft Defender: Der Echtzeitschutz ist ausgeschaltet.</translation>
    </message>
    <message>
        <source>Microsoft Defender: Windows does not report whether real-time protection is on.</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Microsoft Defender: Windows meldet nicht, ob der Echtzeitschutz eingeschaltet ist.</translation>
    </message>
    <message>
        <source>Its signatures are out of date.</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Die Virensignaturen sind veraltet.</translation>
    </message>
    <message>
        <source>Writing and renaming a file takes {ms:.1f} ms here now.</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Eine Datei zu schreiben und umzubenennen dauert hier jetzt {ms:.1f} ms.</translation>
    </message>
    <message>
        <source>Writing and renaming a file takes {ms:.1f} ms here now; it took {before_ms:.1f} ms at first.</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Eine Datei zu schreiben und umzubenennen dauert hier jetzt {ms:.1f} ms; am Anfang waren es {before_ms:.1f} ms.</translation>
    </message>
    <message>
        <source>The exclusion is probably working; a less busy disk may also explain it.</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Die Ausnahme wirkt wahrscheinlich; es kann aber auch daran liegen, dass das Laufwerk weniger ausgelastet ist.</translation>
    </message>
    <message>
        <source>That is no clear difference; on a fast disk an exclusion may not show.</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Das ist kein deutlicher Unterschied; bei einem schnellen Laufwerk ist die Wirkung einer Ausnahme vielleicht nicht zu sehen.</translation>
    </message>
    <message>
        <source>Another program had a file in use {count} time just now.</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Gerade eben hat ein anderes Programm {count}-mal eine Datei verwendet.</translation>
    </message>
    <message>
        <source>Another program had files in use {count} times just now.</source>
        <extracomment>desktop_app/ui/strings/antivirus.py</extracomment>
        <translation>Gerade eben hat ein anderes Programm {count}-mal Dateien verwendet.</translation>
    </message>
    <message>
        <source>T&amp;o check</source>
        <extracomment>desktop_app/ui/strings/checking.py</extracomment>
        <translation>Zu &amp;prüfen</translation>
    </message>
    <message>
        <source>Ne&amp;xt to check</source>
        <extracomment>desktop_app/ui/strings/checking.py</extracomment>
        <translation>&amp;Nächste Stelle</translation>
    </message>
    <message>
        <source>&amp;Previous to check</source>
        <extracomment>desktop_app/ui/strings/checking.py</extracomment>
        <translation>&amp;Vorherige Stelle</translation>
    </message>
    <message>
        <source>This is &amp;right, go on</source>
        <extracomment>desktop_app/ui/strings/checking.py</extracomment>
        <translation>Ist &amp;richtig, weiter</translation>
    </message>
    <message>
        <source>&amp;What is to check</source>
        <extracomment>desktop_app/ui/strings/checking.py</extracomment>
        <translation>&amp;Was zu prüfen ist</translation>
    </message>
    <message>
        <source>To check: {count}</source>
        <extracomment>desktop_app/ui/strings/checking.py</extracomment>
        <translation>Zu prüfen: {count}</translation>
    </message>
    <message>
        <source>All checked.</source>
        <extracomment>desktop_app/ui/strings/checking.py</extracomment>
        <translation>Alles geprüft.</translation>
    </message>
    <message>
        <source>There is nothing to check in this transcript.</source>
        <extracomment>desktop_app/ui/strings/checking.py</extracomment>
        <translation>In diesem Transkript gibt es nichts zu prüfen.</translation>
    </message>
    <message>
        <source>Unsure words, passages without text, missing sound: go through them with F8</source>
        <extracomment>desktop_app/ui/strings/checking.py</extracomment>
        <translation>Unsichere Wörter, Stellen ohne Text, fehlender Ton: mit F8 von einer Stelle zur nächsten</translation>
    </message>
    <message>
        <source>What is to check</source>
        <extracomment>desktop_app/ui/strings/checking.py</extracomment>
        <translation>Was zu prüfen ist</translation>
    </message>
    <message>
        <source>Things to check</source>
        <extracomment>desktop_app/ui/strings/checking.py</extracomment>
        <translation>Zu prüfende Stellen</translation>
    </message>
    <message>
        <source>Previous</source>
        <extracomment>desktop_app/ui/strings/checking.py</extracomment>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Next</source>
        <extracomment>desktop_app/ui/strings/checking.py</extracomment>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Is right</source>
        <extracomment>desktop_app/ui/strings/checking.py</extracomment>
        <translation>Ist richtig</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>desktop_app/ui/strings/checking.py, desktop_app/ui/strings/library.py, desktop_app/ui/strings/preferences.py, desktop_app/ui/strings/program/help.py, desktop_app/ui/strings/speakers.py, desktop_app/ui/strings/window.py, desktop_app/ui/strings/words.py</extracomment>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>What you checked could not be kept yet: {reason}</source>
        <extracomment>desktop_app/ui/strings/checking.py</extracomment>
        <translation>Was Sie geprüft haben, konnte noch nicht gespeichert werden: {reason}</translation>
    </message>
    <message>
        <source>{time}  {what}</source>
        <extracomment>desktop_app/ui/strings/checking.py</extracomment>
        <translation>{time}  {what}</translation>
    </message>
    <message>
        <source>Not sure: “{words}”</source>
        <extracomment>desktop_app/ui/strings/checking.py</extracomment>
        <translation>Unsicher: „{words}“</translation>
    </message>
    <message>
        <source>Seems to be {language}</source>
        <extracomment>desktop_app/ui/strings/checking.py, desktop_app/ui/strings/page.py</extracomment>
        <translation>Scheint {language} zu sein</translation>
    </message>
    <message>
        <source>{row}, checked</source>
        <extracomment>desktop_app/ui/strings/checking.py</extracomment>
        <translation>{row}, geprüft</translation>
    </message>
    <message>
        <source>Can show {what}.</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Kann {what} zeigen.</translation>
    </message>
    <message>
        <source>Keeps {what}; can show {more}.</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Behält: {what}; kann {more} zeigen.</translation>
    </message>
    <message>
        <source>No file was written</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Es wurde keine Datei geschrieben</translation>
    </message>
    <message>
        <source>Exported “{name}” to {place}</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>„{name}“ nach {place} exportiert</translation>
    </message>
    <message>
        <source>Exported {count} files to {place}</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>{count} Dateien nach {place} exportiert</translation>
    </message>
    <message>
        <source>Exported “{name}” beside its recording</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>„{name}“ neben der zugehörigen Aufnahme gespeichert</translation>
    </message>
    <message>
        <source>Exported {count} files beside their recordings</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>{count} Dateien neben ihren Aufnahmen gespeichert</translation>
    </message>
    <message>
        <source>Exported “{name}” beside the recording, in {place}</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>„{name}“ neben der Aufnahme gespeichert, in {place}</translation>
    </message>
    <message>
        <source>Exported {count} files beside the recording, in {place}</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>{count} Dateien neben der Aufnahme gespeichert, in {place}</translation>
    </message>
    <message>
        <source>Exported “{name}” beside its recording, in {place}</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>„{name}“ neben der zugehörigen Aufnahme gespeichert, in {place}</translation>
    </message>
    <message>
        <source>Exported {count} files beside their recordings, in {place}</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>{count} Dateien neben ihren Aufnahmen gespeichert, in {place}</translation>
    </message>
    <message>
        <source>The speakers that are being found are dropped; the text stays as it is.</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Die Sprecher, die gerade gesucht werden, gehen verloren; der Text bleibt, wie er ist.</translation>
    </message>
    <message>
        <source>Import a model…</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Modell importieren …</translation>
    </message>
    <message>
        <source>Type: {kind}
Speakers: up to {count}
Sample rate: {khz:g} kHz
Size: {size}

The model is copied to the models folder; the original stays where it is.</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Art: {kind}
Sprecher: bis zu {count}
Abtastrate: {khz:g} kHz
Größe: {size}

Das Modell wird in den Modellordner kopiert; das Original bleibt, wo es ist.</translation>
    </message>
    <message>
        <source>Type: {kind}
Sample rate: {khz:g} kHz
Size: {size}

The model is copied to the models folder; the original stays where it is.</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Art: {kind}
Abtastrate: {khz:g} kHz
Größe: {size}

Das Modell wird in den Modellordner kopiert; das Original bleibt, wo es ist.</translation>
    </message>
    <message>
        <source>To use it again, you have to import its files.</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Um es wieder zu verwenden, müssen Sie seine Dateien importieren.</translation>
    </message>
    <message>
        <source>Speech to text</source>
        <extracomment>desktop_app/core/model.py</extracomment>
        <translation>Sprache zu Text</translation>
    </message>
    <message>
        <source>Finding speakers</source>
        <extracomment>desktop_app/core/model.py</extracomment>
        <translation>Sprecher finden</translation>
    </message>
    <message>
        <source>Knowing voices again</source>
        <extracomment>desktop_app/core/model.py</extracomment>
        <translation>Stimmen wiedererkennen</translation>
    </message>
    <message>
        <source>Up to {count}</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Bis zu {count}</translation>
    </message>
    <message>
        <source>{text}
Beside the dots somebody else speaks at the same time.</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>{text}
Neben den Punkten spricht gleichzeitig noch jemand.</translation>
    </message>
    <message>
        <source>A paragraph that was not shown is shown now, as this would change it, too.</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Ein Absatz, der nicht gezeigt wurde, wird jetzt gezeigt, denn auch er würde geändert.</translation>
    </message>
    <message>
        <source>&amp;Check this computer…</source>
        <extracomment>desktop_app/ui/strings/program/checkup.py</extracomment>
        <translation>Diesen &amp;Computer prüfen …</translation>
    </message>
    <message>
        <source>Check this computer</source>
        <extracomment>desktop_app/ui/strings/program/checkup.py</extracomment>
        <translation>Diesen Computer prüfen</translation>
    </message>
    <message>
        <source>Checks this computer, transcribes the sample with the built-in model, and tests whether other programs block files in Aviary&apos;s folders. Nothing is sent anywhere.</source>
        <extracomment>desktop_app/ui/strings/program/checkup.py</extracomment>
        <translation>Prüft diesen Computer, transkribiert die Beispielaufnahme mit dem mitgelieferten Modell und testet, ob andere Programme Dateien in den Ordnern von Aviary sperren. Es wird nichts versendet.</translation>
    </message>
    <message>
        <source>Findings</source>
        <extracomment>desktop_app/ui/strings/program/checkup.py</extracomment>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Progress of the check</source>
        <extracomment>desktop_app/ui/strings/program/checkup.py</extracomment>
        <translation>Fortschritt der Prüfung</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <extracomment>desktop_app/ui/strings/program/checkup.py</extracomment>
        <translation>Als Text kopieren</translation>
    </message>
    <message>
        <source>Save as JSON…</source>
        <extracomment>desktop_app/ui/strings/program/checkup.py</extracomment>
        <translation>Als JSON speichern …</translation>
    </message>
    <message>
        <source>Save the report</source>
        <extracomment>desktop_app/ui/strings/program/checkup.py</extracomment>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>Stopped; the results so far are below.</source>
        <extracomment>desktop_app/ui/strings/program/checkup.py</extracomment>
        <translation>Angehalten; die bisherigen Ergebnisse stehen unten.</translation>
    </message>
    <message>
        <source>Saved as {path}.</source>
        <extracomment>desktop_app/ui/strings/program/checkup.py</extracomment>
        <translation>Gespeichert als {path}.</translation>
    </message>
    <message>
        <source>Copied.</source>
        <extracomment>desktop_app/ui/strings/program/checkup.py, desktop_app/ui/strings/window.py</extracomment>
        <translation>Kopiert.</translation>
    </message>
    <message>
        <source>Note</source>
        <extracomment>desktop_app/ui/strings/program/checkup.py, desktop_app/ui/strings/window.py</extracomment>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Problem</source>
        <extracomment>desktop_app/ui/strings/program/checkup.py</extracomment>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Choose a recording that has a text first.</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>Wählen Sie zuerst eine Aufnahme, die einen Text hat.</translation>
    </message>
    <message>
        <source>Choose a finished transcript first.</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>Wählen Sie zuerst ein fertiges Transkript.</translation>
    </message>
    <message>
        <source>Choose a transcript that has several versions first.</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>Wählen Sie zuerst ein Transkript mit mehreren Fassungen.</translation>
    </message>
    <message>
        <source>No recording is finished yet.</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>Noch keine Aufnahme ist fertig.</translation>
    </message>
    <message>
        <source>Choose a recording in the list that this applies to first.</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>Wählen Sie zuerst in der Liste eine Aufnahme, für die das gilt.</translation>
    </message>
    <message>
        <source>No recording waits to be started.</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>Keine Aufnahme wartet darauf, gestartet zu werden.</translation>
    </message>
    <message>
        <source>Nothing is being transcribed.</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>Es wird nichts transkribiert.</translation>
    </message>
    <message>
        <source>No recording has failed.</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>Keine Aufnahme ist fehlgeschlagen.</translation>
    </message>
    <message>
        <source>The library is not open, or is at work.</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>Die Bibliothek ist nicht geöffnet oder arbeitet gerade.</translation>
    </message>
    <message>
        <source>There is no change that could be undone.</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>Es gibt keine Änderung, die rückgängig gemacht werden könnte.</translation>
    </message>
    <message>
        <source>Nothing was undone.</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>Es wurde nichts rückgängig gemacht.</translation>
    </message>
    <message>
        <source>No recording was removed.</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>Es wurde keine Aufnahme entfernt.</translation>
    </message>
    <message>
        <source>There is nothing to check in this text.</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>In diesem Text gibt es nichts zu prüfen.</translation>
    </message>
    <message>
        <source>Put the cursor into a part that can be recognised again first.</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>Setzen Sie den Cursor zuerst in einen Teil, der neu erkannt werden kann.</translation>
    </message>
    <message>
        <source>No part was just recognised again.</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>Es wurde gerade kein Teil neu erkannt.</translation>
    </message>
    <message>
        <source>Choose a recording that can be played first.</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>Wählen Sie zuerst eine Aufnahme, die wiedergegeben werden kann.</translation>
    </message>
    <message>
        <source>This recording has no pictures.</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>Diese Aufnahme hat keine Bilder.</translation>
    </message>
    <message>
        <source>The speed is normal already.</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>Die Geschwindigkeit ist schon normal.</translation>
    </message>
    <message>
        <source>Choose a finished transcript, whose speakers can be named, first.</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>Wählen Sie zuerst ein fertiges Transkript, dessen Sprecher benannt werden können.</translation>
    </message>
    <message>
        <source>Put the cursor into the words of a speaker first.</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>Setzen Sie den Cursor zuerst in die Worte eines Sprechers.</translation>
    </message>
    <message>
        <source>No model is in memory, or it is at work.</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>Kein Modell ist im Arbeitsspeicher, oder es arbeitet gerade.</translation>
    </message>
    <message>
        <source>There is no note.</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>Es gibt keinen Hinweis.</translation>
    </message>
    <message>
        <source>All co&amp;mmands…</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>Alle &amp;Befehle …</translation>
    </message>
    <message>
        <source>Speaker {number} speaks here</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>Sprecher {number} spricht hier</translation>
    </message>
    <message>
        <source>Speaker {number} speaks from here on</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>Sprecher {number} spricht ab hier</translation>
    </message>
    <message>
        <source>Retry or continue</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>Erneut versuchen oder fortsetzen</translation>
    </message>
    <message>
        <source>All commands</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>Alle Befehle</translation>
    </message>
    <message>
        <source>Commands</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Search commands</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>Befehle suchen</translation>
    </message>
    <message>
        <source>Enter runs the command, Escape closes.</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>Die Eingabetaste führt den Befehl aus, Esc schließt.</translation>
    </message>
    <message>
        <source>No command is called so.</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>Kein Befehl heißt so.</translation>
    </message>
    <message>
        <source>not possible now</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>jetzt nicht möglich</translation>
    </message>
    <message>
        <source>{path} · {reason}</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>{path} · {reason}</translation>
    </message>
    <message>
        <source>Commands and their keys</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>Befehle und ihre Tasten</translation>
    </message>
    <message>
        <source>Second key</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>Zweite Taste</translation>
    </message>
    <message>
        <source>&amp;Key</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>&amp;Taste</translation>
    </message>
    <message>
        <source>&amp;Second key</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>&amp;Zweite Taste</translation>
    </message>
    <message>
        <source>{command}: second key</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>{command}: zweite Taste</translation>
    </message>
    <message>
        <source>Choose a command, click a field and press the key; Backspace in the field takes it away. A foot pedal or a media key that acts as a keyboard works, too.</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>Wählen Sie einen Befehl, klicken Sie in ein Feld und drücken Sie die Taste; die Rücktaste leert das Feld. Auch ein Fußpedal oder eine Medientaste, die sich als Tastatur meldet, funktioniert.</translation>
    </message>
    <message>
        <source>Press a key</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>Taste drücken</translation>
    </message>
    <message>
        <source>As &amp;usual</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>Wie ü&amp;blich</translation>
    </message>
    <message>
        <source>Choose a command in the list.</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>Wählen Sie einen Befehl in der Liste.</translation>
    </message>
    <message>
        <source>{key} moves through a text or changes it: while you correct, the command would not hear it.</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>{key} bewegt den Cursor im Text oder ändert ihn: Während Sie korrigieren, bekäme der Befehl die Taste nicht.</translation>
    </message>
    <message>
        <source>{key} opens the menu {menu}, and would no longer do so.</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>{key} öffnet das Menü {menu} und täte das dann nicht mehr.</translation>
    </message>
    <message>
        <source>{key} opens a menu in most programs, and the command may not hear it.</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>{key} öffnet in den meisten Programmen ein Menü; vielleicht bekommt der Befehl die Taste nicht.</translation>
    </message>
    <message>
        <source>{key} is often taken by the desktop, and then never comes to Aviary.</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>{key} behält oft der Desktop für sich, dann kommt die Taste nie bei Aviary an.</translation>
    </message>
    <message>
        <source>{key} comes to Aviary only if no other player and no desktop takes it.</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>{key} kommt nur bei Aviary an, wenn kein anderer Player und kein Desktop die Taste nimmt.</translation>
    </message>
    <message>
        <source>&amp;Take it from “{other}”</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>„{other}“ &amp;wegnehmen</translation>
    </message>
    <message>
        <source>&amp;Use it all the same</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>&amp;Trotzdem verwenden</translation>
    </message>
    <message>
        <source>&amp;Leave it</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>&amp;Lassen</translation>
    </message>
    <message>
        <source>Save &amp;diagnostics…</source>
        <extracomment>desktop_app/ui/strings/program/diagnostics.py</extracomment>
        <translation>&amp;Diagnosedaten speichern …</translation>
    </message>
    <message>
        <source>Save diagnostics</source>
        <extracomment>desktop_app/ui/strings/program/diagnostics.py</extracomment>
        <translation>Diagnosedaten speichern</translation>
    </message>
    <message>
        <source>Collecting diagnostics…</source>
        <extracomment>desktop_app/ui/strings/program/diagnostics.py</extracomment>
        <translation>Diagnosedaten werden gesammelt …</translation>
    </message>
    <message>
        <source>The diagnostics are in {path}: logs, a check of this computer, versions and settings, but no transcripts or recordings. The logs may contain names of recordings.</source>
        <extracomment>desktop_app/ui/strings/program/diagnostics.py</extracomment>
        <translation>Die Diagnosedaten sind in {path}: Protokolle, eine Prüfung dieses Computers, Versionen und Einstellungen, aber keine Transkripte oder Aufnahmen. Die Protokolle können Namen von Aufnahmen enthalten.</translation>
    </message>
    <message>
        <source>Export a&amp;ll…</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>A&amp;lle exportieren …</translation>
    </message>
    <message>
        <source>Export transcripts</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Transkripte exportieren</translation>
    </message>
    <message>
        <source>Export “{name}”</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>„{name}“ exportieren</translation>
    </message>
    <message>
        <source>Export</source>
        <extracomment>desktop_app/ui/strings/exporting.py, desktop_app/ui/strings/page.py, desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Export what failed again</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Fehlgeschlagene erneut exportieren</translation>
    </message>
    <message>
        <source>Automatic export</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Automatischer Export</translation>
    </message>
    <message>
        <source>Aviary can write each transcript to files as soon as it is finished. They stay in the library even if the folder cannot be written.</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Aviary kann jedes Transkript in Dateien schreiben, sobald es fertig ist. Die Transkripte bleiben in der Bibliothek, auch wenn in den Ordner nicht geschrieben werden kann.</translation>
    </message>
    <message>
        <source>Export each transcript when it is finished</source>
        <extracomment>desktop_app/ui/strings/exporting.py, desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Jedes Transkript exportieren, wenn es fertig ist</translation>
    </message>
    <message>
        <source>Save</source>
        <extracomment>desktop_app/ui/strings/exporting.py, desktop_app/ui/strings/library.py, desktop_app/ui/strings/models.py, desktop_app/ui/strings/words.py</extracomment>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Export &amp;selected…</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Aus&amp;gewählte exportieren …</translation>
    </message>
    <message>
        <source>None of the selected recordings has a text yet.</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Noch keine der ausgewählten Aufnahmen hat einen Text.</translation>
    </message>
    <message>
        <source>There is no transcript to export yet.</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Es gibt noch kein Transkript zum Exportieren.</translation>
    </message>
    <message>
        <source>Formats</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Formate</translation>
    </message>
    <message>
        <source>Folder</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>What the subtitles cannot meet</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Was die Untertitel nicht einhalten</translation>
    </message>
    <message>
        <source>{time}  {sentence}</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>{time}  {sentence}</translation>
    </message>
    <message>
        <source>Rules</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>Frames a second</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Bilder pro Sekunde</translation>
    </message>
    <message>
        <source>Other values</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Andere Werte</translation>
    </message>
    <message>
        <source>No limit</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Ohne Grenze</translation>
    </message>
    <message>
        <source>Characters in a line</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Zeichen pro Zeile</translation>
    </message>
    <message>
        <source>Lines</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Characters a second</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Zeichen pro Sekunde</translation>
    </message>
    <message>
        <source>Seconds at least</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Sekunden mindestens</translation>
    </message>
    <message>
        <source>Seconds at most</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Sekunden höchstens</translation>
    </message>
    <message>
        <source>Frames between two</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Bilder dazwischen</translation>
    </message>
    <message>
        <source>{count} place in the whole text cannot keep to the rules:</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>{count} Stelle im ganzen Text kann die Regeln nicht einhalten:</translation>
    </message>
    <message>
        <source>{count} places in the whole text cannot keep to the rules:</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>{count} Stellen im ganzen Text können die Regeln nicht einhalten:</translation>
    </message>
    <message>
        <source>Ready · the model loads when it is needed</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Bereit · das Modell lädt, sobald es gebraucht wird</translation>
    </message>
    <message>
        <source>Models (*.nemo *.tar *.safetensors);;All files (*)</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Modelle (*.nemo *.tar *.safetensors);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Import a model: a .nemo file, or the file of weights in its folder</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Modell importieren: eine .nemo-Datei oder die Datei der Gewichte in seinem Ordner</translation>
    </message>
    <message>
        <source>&amp;Import a model…</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Modell &amp;importieren …</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>&amp;Exportieren …</translation>
    </message>
    <message>
        <source>Ex&amp;port as</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Ex&amp;portieren als</translation>
    </message>
    <message>
        <source>Choose…</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Auswählen …</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>desktop_app/ui/strings/exporting.py, desktop_app/ui/strings/library.py, desktop_app/ui/strings/models.py, desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Name</translation>
    </message>
    <message>
        <source>Fields: {fields}</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Felder: {fields}</translation>
    </message>
    <message>
        <source>If a file exists</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Bei vorhandener Datei</translation>
    </message>
    <message>
        <source>For example {names}</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Zum Beispiel {names}</translation>
    </message>
    <message>
        <source>For example {names} and {count} more</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Zum Beispiel {names} und {count} weitere</translation>
    </message>
    <message>
        <source>Export progress</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Fortschritt des Exports</translation>
    </message>
    <message>
        <source>{done} of {count}</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>{done} von {count}</translation>
    </message>
    <message>
        <source>What was exported</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Was exportiert wurde</translation>
    </message>
    <message>
        <source>Insert…</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Einfügen …</translation>
    </message>
    <message>
        <source>Insert a field into the name</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Ein Feld in den Namen einfügen</translation>
    </message>
    <message>
        <source>Name of the recording</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Name der Aufnahme</translation>
    </message>
    <message>
        <source>Day of the transcription</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Tag der Transkription</translation>
    </message>
    <message>
        <source>Time of the transcription</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Uhrzeit der Transkription</translation>
    </message>
    <message>
        <source>Format</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Format</translation>
    </message>
    <message>
        <source>Number the new file</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Neue Datei nummerieren</translation>
    </message>
    <message>
        <source>Replace the file</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Datei ersetzen</translation>
    </message>
    <message>
        <source>Keep the file, and write none</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Datei behalten und keine schreiben</translation>
    </message>
    <message>
        <source>{name} was numbered ({number})</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>{name} wurde nummeriert ({number})</translation>
    </message>
    <message>
        <source>{taken} was there already; written as {name}</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>{taken} war schon da; geschrieben als {name}</translation>
    </message>
    <message>
        <source>{name} was there and stayed</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>{name} war schon da und wurde behalten</translation>
    </message>
    <message>
        <source>{name} was not exported: {reason}</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>{name} wurde nicht exportiert: {reason}</translation>
    </message>
    <message>
        <source>{name} was exported in part: {reason}</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>{name} wurde nur teilweise exportiert: {reason}</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <extracomment>desktop_app/ui/strings/exporting.py, desktop_app/ui/strings/importing.py</extracomment>
        <translation>und {count} weitere</translation>
    </message>
    <message>
        <source>stopped before {count} more</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>angehalten, {count} weitere fehlen noch</translation>
    </message>
    <message>
        <source>{reason} The transcripts stay in the list.</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>{reason} Die Transkripte bleiben in der Liste.</translation>
    </message>
    <message>
        <source>Transcripts could not be exported into {count} folders and stay in the list. The last one: {reason}</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Transkripte konnten in {count} Ordner nicht exportiert werden und bleiben in der Liste. Der letzte: {reason}</translation>
    </message>
    <message>
        <source>The selected one</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Das ausgewählte</translation>
    </message>
    <message>
        <source>The {count} selected</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Die {count} ausgewählten</translation>
    </message>
    <message>
        <source>The one that the list shows</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Das in der Liste gezeigte</translation>
    </message>
    <message>
        <source>The {count} that the list shows</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Die {count} in der Liste gezeigten</translation>
    </message>
    <message>
        <source>The only one</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Das einzige</translation>
    </message>
    <message>
        <source>All {count}</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Alle {count}</translation>
    </message>
    <message>
        <source>Use my NVIDIA &amp;GPU…</source>
        <extracomment>desktop_app/ui/strings/gpu.py</extracomment>
        <translation>Meine NVIDIA-&amp;GPU verwenden …</translation>
    </message>
    <message>
        <source>Use my NVIDIA GPU</source>
        <extracomment>desktop_app/ui/strings/gpu.py</extracomment>
        <translation>Meine NVIDIA-GPU verwenden</translation>
    </message>
    <message>
        <source>NVIDIA GPUs need a build of PyTorch for CUDA, which is larger than all the rest of Aviary and so is not included. Here you can download it; Aviary checks it, tries it once, and uses it from the next start on. Until then, and whenever the GPU fails, Aviary uses the CPU.</source>
        <extracomment>desktop_app/ui/strings/gpu.py</extracomment>
        <translation>NVIDIA-GPUs brauchen eine PyTorch-Version für CUDA. Sie ist größer als alles andere in Aviary zusammen und deshalb nicht enthalten. Hier können Sie sie herunterladen; Aviary prüft sie, probiert sie einmal aus und verwendet sie ab dem nächsten Start. Bis dahin, und immer wenn die GPU versagt, verwendet Aviary die CPU.</translation>
    </message>
    <message>
        <source>Asking the driver…</source>
        <extracomment>desktop_app/ui/strings/gpu.py</extracomment>
        <translation>Treiber wird abgefragt …</translation>
    </message>
    <message>
        <source>Set-up progress</source>
        <extracomment>desktop_app/ui/strings/gpu.py</extracomment>
        <translation>Fortschritt der Einrichtung</translation>
    </message>
    <message>
        <source>Graphics card</source>
        <extracomment>desktop_app/ui/strings/gpu.py</extracomment>
        <translation>Grafikkarte</translation>
    </message>
    <message>
        <source>{name} · {size} · driver {driver}</source>
        <extracomment>desktop_app/ui/strings/gpu.py</extracomment>
        <translation>{name} · {size} · Treiber {driver}</translation>
    </message>
    <message>
        <source>Status</source>
        <extracomment>desktop_app/ui/strings/gpu.py</extracomment>
        <translation>Status</translation>
    </message>
    <message>
        <source>Download and set up</source>
        <extracomment>desktop_app/ui/strings/gpu.py</extracomment>
        <translation>Herunterladen und einrichten</translation>
    </message>
    <message>
        <source>Continue</source>
        <extracomment>desktop_app/ui/strings/gpu.py, desktop_app/ui/strings/library.py, desktop_app/ui/strings/queue.py</extracomment>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Use the CPU again</source>
        <extracomment>desktop_app/ui/strings/gpu.py</extracomment>
        <translation>Wieder die CPU verwenden</translation>
    </message>
    <message>
        <source>NVIDIA drivers</source>
        <extracomment>desktop_app/ui/strings/gpu.py</extracomment>
        <translation>NVIDIA-Treiber</translation>
    </message>
    <message>
        <source>Connection…</source>
        <extracomment>desktop_app/ui/strings/gpu.py, desktop_app/ui/strings/models.py</extracomment>
        <translation>Verbindung …</translation>
    </message>
    <message>
        <source>No NVIDIA graphics card was found, or its driver is not installed. Aviary uses the CPU. If you have an NVIDIA card, install its driver, restart the computer and try again here.</source>
        <extracomment>desktop_app/ui/strings/gpu.py</extracomment>
        <translation>Es wurde keine NVIDIA-Grafikkarte gefunden, oder ihr Treiber ist nicht installiert. Aviary verwendet die CPU. Wenn Sie eine NVIDIA-Karte haben, installieren Sie ihren Treiber, starten Sie den Computer neu und versuchen Sie es hier erneut.</translation>
    </message>
    <message>
        <source>PyTorch no longer supports this card. Aviary uses the CPU, which is the better choice with such a card.</source>
        <extracomment>desktop_app/ui/strings/gpu.py</extracomment>
        <translation>PyTorch unterstützt diese Karte nicht mehr. Aviary verwendet die CPU; mit einer solchen Karte ist das die bessere Wahl.</translation>
    </message>
    <message>
        <source>The driver is too old: {title} needs {needed} or newer, but {driver} is installed. Install a newer one from NVIDIA, restart the computer and try again here.</source>
        <extracomment>desktop_app/ui/strings/gpu.py</extracomment>
        <translation>Der Treiber ist zu alt: {title} braucht {needed} oder neuer, installiert ist aber {driver}. Installieren Sie einen neueren von NVIDIA, starten Sie den Computer neu und versuchen Sie es hier erneut.</translation>
    </message>
    <message>
        <source>This version of Aviary does not know which file is right for this computer. A later version may.</source>
        <extracomment>desktop_app/ui/strings/gpu.py</extracomment>
        <translation>Diese Version von Aviary weiß nicht, welche Datei für diesen Computer die richtige ist. Eine spätere Version weiß es vielleicht.</translation>
    </message>
    <message>
        <source>PyTorch for {title} works with this card: a download of {size}, and about three times as much disk space.</source>
        <extracomment>desktop_app/ui/strings/gpu.py</extracomment>
        <translation>PyTorch für {title} passt zu dieser Karte: {size} zum Herunterladen und etwa dreimal so viel Speicherplatz.</translation>
    </message>
    <message>
        <source>PyTorch for {title} works with this card: {amount} downloaded.</source>
        <extracomment>desktop_app/ui/strings/gpu.py</extracomment>
        <translation>PyTorch für {title} passt zu dieser Karte: {amount} heruntergeladen.</translation>
    </message>
    <message>
        <source>Aviary is using this card.</source>
        <extracomment>desktop_app/ui/strings/gpu.py</extracomment>
        <translation>Aviary verwendet diese Karte.</translation>
    </message>
    <message>
        <source>It works: the sample was transcribed with it. Restart Aviary to use this card.</source>
        <extracomment>desktop_app/ui/strings/gpu.py</extracomment>
        <translation>Es funktioniert: Die Beispielaufnahme wurde damit transkribiert. Starten Sie Aviary neu, um diese Karte zu verwenden.</translation>
    </message>
    <message>
        <source>Aviary uses this card until it is closed, and the CPU from its next start on.</source>
        <extracomment>desktop_app/ui/strings/gpu.py</extracomment>
        <translation>Aviary verwendet diese Karte bis zum Schließen und ab dem nächsten Start die CPU.</translation>
    </message>
    <message>
        <source>G&amp;uide</source>
        <extracomment>desktop_app/ui/strings/program/help.py</extracomment>
        <translation>&amp;Anleitung</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <extracomment>desktop_app/ui/strings/program/help.py</extracomment>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>Guide</source>
        <extracomment>desktop_app/ui/strings/program/help.py</extracomment>
        <translation>Anleitung</translation>
    </message>
    <message>
        <source>1. Get a speech model</source>
        <extracomment>desktop_app/ui/strings/program/help.py</extracomment>
        <translation>1. Ein Sprachmodell herunterladen</translation>
    </message>
    <message>
        <source>A model turns speech into text. The small one that comes with Aviary is only for trying. Open Models &gt; Manage models and download one; it is done once.</source>
        <extracomment>desktop_app/ui/strings/program/help.py</extracomment>
        <translation>Ein Modell macht aus Sprache Text. Das kleine, das Aviary mitbringt, ist nur zum Ausprobieren. Öffnen Sie Modelle &gt; Modelle verwalten und laden Sie eines herunter; das ist nur einmal nötig.</translation>
    </message>
    <message>
        <source>2. Add recordings or videos</source>
        <extracomment>desktop_app/ui/strings/program/help.py</extracomment>
        <translation>2. Aufnahmen oder Videos hinzufügen</translation>
    </message>
    <message>
        <source>Drop them on the window, or press Add. Whole folders work, too. They are transcribed one after the other, on this computer; nothing is uploaded.</source>
        <extracomment>desktop_app/ui/strings/program/help.py</extracomment>
        <translation>Ziehen Sie die Dateien in das Fenster oder klicken Sie auf „Hinzufügen“. Auch ganze Ordner sind möglich. Alles wird nacheinander auf diesem Computer transkribiert; nichts wird hochgeladen.</translation>
    </message>
    <message>
        <source>3. Read, listen and correct</source>
        <extracomment>desktop_app/ui/strings/program/help.py</extracomment>
        <translation>3. Lesen, hören und korrigieren</translation>
    </message>
    <message>
        <source>Choose a recording in the list. Space plays it, a click on a word goes there. Type to correct the text, and press Escape when you are done. Words that the model was not sure of are marked, and F8 goes from one place to check to the next.</source>
        <extracomment>desktop_app/ui/strings/program/help.py</extracomment>
        <translation>Wählen Sie eine Aufnahme in der Liste aus. Die Leertaste startet die Wiedergabe, ein Klick auf ein Wort springt dorthin. Tippen Sie, um den Text zu korrigieren, und drücken Sie Esc, wenn Sie fertig sind. Wörter, bei denen das Modell unsicher war, sind markiert. Mit F8 kommen Sie von einer zu prüfenden Stelle zur nächsten.</translation>
    </message>
    <message>
        <source>Nothing is lost</source>
        <extracomment>desktop_app/ui/strings/program/help.py</extracomment>
        <translation>Nichts geht verloren</translation>
    </message>
    <message>
        <source>Each word is on the disk before it is on the screen. Close Aviary at any time: it goes on where it was. Corrections can be undone, also tomorrow, and what you delete waits in the trash.</source>
        <extracomment>desktop_app/ui/strings/program/help.py</extracomment>
        <translation>Jedes Wort wird gespeichert, bevor es auf dem Bildschirm erscheint. Sie können Aviary jederzeit schließen: Es macht dort weiter, wo es war. Korrekturen lassen sich rückgängig machen, auch morgen noch, und was Sie löschen, liegt im Papierkorb.</translation>
    </message>
    <message>
        <source>All keys…</source>
        <extracomment>desktop_app/ui/strings/program/help.py</extracomment>
        <translation>Alle Tasten …</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <extracomment>desktop_app/ui/strings/program/help.py</extracomment>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <extracomment>desktop_app/ui/strings/program/help.py</extracomment>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Search commands and keys</source>
        <extracomment>desktop_app/ui/strings/commands.py, desktop_app/ui/strings/program/help.py</extracomment>
        <translation>Befehle und Tasten suchen</translation>
    </message>
    <message>
        <source>Command</source>
        <extracomment>desktop_app/ui/strings/commands.py, desktop_app/ui/strings/program/help.py</extracomment>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Keys</source>
        <extracomment>desktop_app/ui/strings/program/help.py</extracomment>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>{menu}: {command}</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>{menu}: {command}</translation>
    </message>
    <message>
        <source>No command and no key is called so.</source>
        <extracomment>desktop_app/ui/strings/program/help.py</extracomment>
        <translation>Kein Befehl und keine Taste heißt so.</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <extracomment>desktop_app/ui/strings/program/help.py</extracomment>
        <translation>Überall</translation>
    </message>
    <message>
        <source>On the page</source>
        <extracomment>desktop_app/ui/strings/program/help.py</extracomment>
        <translation>Auf der Seite</translation>
    </message>
    <message>
        <source>Play or pause, while you read</source>
        <extracomment>desktop_app/ui/strings/program/help.py</extracomment>
        <translation>Wiedergabe oder Pause beim Lesen</translation>
    </message>
    <message>
        <source>Correct the text; so does any letter</source>
        <extracomment>desktop_app/ui/strings/program/help.py</extracomment>
        <translation>Text korrigieren; auch mit jedem Buchstaben</translation>
    </message>
    <message>
        <source>Play or pause, while you correct</source>
        <extracomment>desktop_app/ui/strings/program/help.py</extracomment>
        <translation>Wiedergabe oder Pause beim Korrigieren</translation>
    </message>
    <message>
        <source>Go back a little, while you correct</source>
        <extracomment>desktop_app/ui/strings/program/help.py</extracomment>
        <translation>Beim Korrigieren ein wenig zurückgehen</translation>
    </message>
    <message>
        <source>Stop correcting</source>
        <extracomment>desktop_app/ui/strings/program/help.py</extracomment>
        <translation>Korrigieren beenden</translation>
    </message>
    <message>
        <source>Begin a paragraph, while you correct</source>
        <extracomment>desktop_app/ui/strings/program/help.py</extracomment>
        <translation>Beim Korrigieren einen Absatz beginnen</translation>
    </message>
    <message>
        <source>Begin a sentence, while you correct</source>
        <extracomment>desktop_app/ui/strings/program/help.py</extracomment>
        <translation>Beim Korrigieren einen Satz beginnen</translation>
    </message>
    <message>
        <source>Zoom the waveform in, out, and to the whole</source>
        <extracomment>desktop_app/ui/strings/program/help.py</extracomment>
        <translation>Wellenform: hineinzoomen, herauszoomen, ganz anzeigen</translation>
    </message>
    <message>
        <source>Select a part of the waveform to repeat</source>
        <extracomment>desktop_app/ui/strings/program/help.py</extracomment>
        <translation>Einen Teil der Wellenform für die Schleife auswählen</translation>
    </message>
    <message>
        <source>Drag with Shift</source>
        <extracomment>desktop_app/ui/strings/program/help.py</extracomment>
        <translation>Mit Umschalt ziehen</translation>
    </message>
    <message>
        <source>Loop a part of the waveform</source>
        <extracomment>desktop_app/ui/strings/program/help.py</extracomment>
        <translation>Einen Teil der Wellenform als Schleife wiedergeben</translation>
    </message>
    <message>
        <source>Double click</source>
        <extracomment>desktop_app/ui/strings/program/help.py</extracomment>
        <translation>Doppelklick</translation>
    </message>
    <message>
        <source>Go from the waveform to the word</source>
        <extracomment>desktop_app/ui/strings/program/help.py</extracomment>
        <translation>Von der Wellenform zum Wort springen</translation>
    </message>
    <message>
        <source>From one part of the window to the next</source>
        <extracomment>desktop_app/ui/strings/program/help.py</extracomment>
        <translation>Von einem Teil des Fensters zum nächsten</translation>
    </message>
    <message>
        <source>Menu of what is selected</source>
        <extracomment>desktop_app/ui/strings/program/help.py</extracomment>
        <translation>Menü zur Auswahl</translation>
    </message>
    <message>
        <source>About {name}</source>
        <extracomment>desktop_app/ui/strings/program/help.py</extracomment>
        <translation>Über {name}</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <extracomment>desktop_app/ui/strings/program/help.py</extracomment>
        <translation>Version {version}</translation>
    </message>
    <message>
        <source>Aviary turns recordings and videos into text, on this computer. Nothing is uploaded.</source>
        <extracomment>desktop_app/ui/strings/program/help.py</extracomment>
        <translation>Aviary macht aus Aufnahmen und Videos Text, auf diesem Computer. Nichts wird hochgeladen.</translation>
    </message>
    <message>
        <source>Read, listen, correct and name the speakers on one page, then hand the text on.</source>
        <extracomment>desktop_app/ui/strings/program/help.py</extracomment>
        <translation>Auf einer Seite lesen, hören, korrigieren und Sprecher benennen, dann den Text weitergeben.</translation>
    </message>
    <message>
        <source>It works with the Parakeet and Canary models of NVIDIA NeMo, and is free software.</source>
        <extracomment>desktop_app/ui/strings/program/help.py</extracomment>
        <translation>Aviary arbeitet mit den Modellen Parakeet und Canary von NVIDIA NeMo und ist freie Software.</translation>
    </message>
    <message>
        <source>Technical notes</source>
        <extracomment>desktop_app/ui/strings/program/help.py</extracomment>
        <translation>Technische Hinweise</translation>
    </message>
    <message>
        <source>Li&amp;brary</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Bibl&amp;iothek</translation>
    </message>
    <message>
        <source>No voice of “{name}” is kept; nothing is deleted.</source>
        <extracomment>desktop_app/cli/library/voices.py</extracomment>
        <translation>Von „{name}“ ist keine Stimme aufbewahrt; nichts wurde gelöscht.</translation>
    </message>
    <message>
        <source>Choose another model, or get its files again.</source>
        <extracomment>desktop_app/core/errors.py</extracomment>
        <translation>Wählen Sie ein anderes Modell oder besorgen Sie seine Dateien neu.</translation>
    </message>
    <message>
        <source>“{name}” is made to hear a whole recording at once. Aviary needs a Sortformer for streaming.</source>
        <extracomment>desktop_app/core/model_config/reader.py</extracomment>
        <translation>„{name}“ ist dafür gemacht, eine ganze Aufnahme auf einmal zu hören. Aviary braucht einen Sortformer für Streaming.</translation>
    </message>
    <message>
        <source>“{name}” is another recording than the one that was transcribed: its speakers may be wrong.</source>
        <extracomment>desktop_app/engine/speakers/finding.py</extracomment>
        <translation>„{name}“ ist eine andere Aufnahme als die transkribierte: Die Sprecher können falsch sein.</translation>
    </message>
    <message>
        <source>The voices are deleted, but another program reads the library “{path}”; until it ends, their bytes are in the library&apos;s log.</source>
        <extracomment>desktop_app/library/library.py</extracomment>
        <translation>Die Stimmen sind gelöscht, aber ein anderes Programm liest die Bibliothek „{path}“; bis es endet, stehen ihre Bytes im Protokoll der Bibliothek.</translation>
    </message>
    <message>
        <source>&amp;Trash…</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>&amp;Papierkorb …</translation>
    </message>
    <message>
        <source>&amp;Back up the library…</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Bibliothek &amp;sichern …</translation>
    </message>
    <message>
        <source>&amp;Restore or merge a backup…</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Sicherung &amp;wiederherstellen oder hinzufügen …</translation>
    </message>
    <message>
        <source>&amp;Show the library&apos;s folder</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>&amp;Ordner der Bibliothek öffnen</translation>
    </message>
    <message>
        <source>&amp;Delete everything…</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>&amp;Alles löschen …</translation>
    </message>
    <message>
        <source>Name, ta&amp;gs and note…</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Name, S&amp;chlagwörter und Notiz …</translation>
    </message>
    <message>
        <source>Vers&amp;ions…</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Fa&amp;ssungen …</translation>
    </message>
    <message>
        <source>{name} was interrupted at {time}.</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>{name} wurde bei {time} unterbrochen.</translation>
    </message>
    <message>
        <source>{name} was stopped at {time}.</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>{name} wurde bei {time} angehalten.</translation>
    </message>
    <message>
        <source>Opening…</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Wird geöffnet …</translation>
    </message>
    <message>
        <source>This transcript cannot be opened. {reason}</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Dieses Transkript lässt sich nicht öffnen. {reason}</translation>
    </message>
    <message>
        <source>Try again</source>
        <extracomment>desktop_app/ui/strings/library.py, desktop_app/ui/strings/models.py</extracomment>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Ordner auswählen</translation>
    </message>
    <message>
        <source>Open folder</source>
        <extracomment>desktop_app/ui/strings/library.py, desktop_app/ui/strings/window.py</extracomment>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>The library takes no changes at the moment, so Aviary keeps trying. {reason}</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Die Bibliothek nimmt im Moment keine Änderungen an. Aviary versucht es weiter. {reason}</translation>
    </message>
    <message>
        <source>The library is up to date again.</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Die Bibliothek ist wieder auf dem neuesten Stand.</translation>
    </message>
    <message>
        <source>{reason} Until then Aviary works without its library: export what you want to keep.</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>{reason} Bis dahin arbeitet Aviary ohne Bibliothek: Exportieren Sie, was Sie behalten möchten.</translation>
    </message>
    <message>
        <source>{name} was moved, found in {folder}, and goes on.</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>{name} wurde verschoben, in {folder} gefunden und wird fortgesetzt.</translation>
    </message>
    <message>
        <source>The new text of {name} is shown. Your corrected text is in Versions.</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Der neue Text von {name} wird angezeigt. Ihr korrigierter Text ist unter „Fassungen“.</translation>
    </message>
    <message>
        <source>Back to my text</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Zurück zu meinem Text</translation>
    </message>
    <message>
        <source>Back to my texts</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Zurück zu meinen Texten</translation>
    </message>
    <message>
        <source>Locate…</source>
        <extracomment>desktop_app/ui/strings/library.py, desktop_app/ui/strings/listening/bar.py, desktop_app/ui/strings/listening/menu.py</extracomment>
        <translation>Datei suchen …</translation>
    </message>
    <message>
        <source>Locate the recording</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Aufnahme suchen</translation>
    </message>
    <message>
        <source>Choose a folder for the library</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Ordner für die Bibliothek auswählen</translation>
    </message>
    <message>
        <source>Another recording</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Andere Aufnahme</translation>
    </message>
    <message>
        <source>{name} is not the recording that was there before.</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>{name} ist nicht die Aufnahme, die vorher dort war.</translation>
    </message>
    <message>
        <source>Its size or its contents differ. It can be transcribed in place of the other one, from its start; what was heard of the other one so far is dropped.</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Größe oder Inhalt sind anders. Diese Aufnahme kann anstelle der anderen von Anfang an transkribiert werden; was von der anderen schon erkannt wurde, wird verworfen.</translation>
    </message>
    <message>
        <source>Use it from the start</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Von Anfang an verwenden</translation>
    </message>
    <message>
        <source>Name, tags and note</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Name, Schlagwörter und Notiz</translation>
    </message>
    <message>
        <source>N&amp;ame</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;Tags, separated by commas</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>&amp;Schlagwörter, durch Kommas getrennt</translation>
    </message>
    <message>
        <source>N&amp;ote</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>N&amp;otiz</translation>
    </message>
    <message>
        <source>Recording: {path}</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Aufnahme: {path}</translation>
    </message>
    <message>
        <source>Trash</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Papierkorb</translation>
    </message>
    <message>
        <source>Transcripts in the trash</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Transkripte im Papierkorb</translation>
    </message>
    <message>
        <source>The trash is empty.</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Der Papierkorb ist leer.</translation>
    </message>
    <message>
        <source>Transcripts stay here until you delete them.</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Transkripte bleiben hier, bis Sie sie löschen.</translation>
    </message>
    <message>
        <source>Keep for</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Aufbewahren</translation>
    </message>
    <message>
        <source>for ever</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>für immer</translation>
    </message>
    <message>
        <source>Put back</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Endgültig löschen</translation>
    </message>
    <message>
        <source>Empty the trash</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Papierkorb leeren</translation>
    </message>
    <message>
        <source>All versions are deleted. The recordings stay where they are.</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Alle Fassungen werden gelöscht. Die Aufnahmen bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>Keep</source>
        <extracomment>desktop_app/ui/strings/library.py, desktop_app/ui/strings/models.py</extracomment>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Beginning</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Anfang</translation>
    </message>
    <message>
        <source>Deleted</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Gelöscht</translation>
    </message>
    <message>
        <source>Deleted for good</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Endgültig gelöscht</translation>
    </message>
    <message>
        <source>never</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>nie</translation>
    </message>
    <message>
        <source>Versions</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Fassungen</translation>
    </message>
    <message>
        <source>Versions of the transcript</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Fassungen des Transkripts</translation>
    </message>
    <message>
        <source>Earlier text</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Früherer Text</translation>
    </message>
    <message>
        <source>Later text</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Späterer Text</translation>
    </message>
    <message>
        <source>Reading…</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Wird gelesen …</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Wird verglichen …</translation>
    </message>
    <message>
        <source>There is only one version so far.</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Bisher gibt es nur eine Fassung.</translation>
    </message>
    <message>
        <source>Both versions are the same.</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Beide Fassungen sind gleich.</translation>
    </message>
    <message>
        <source>The words are the same; speakers or paragraphs differ.</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Die Wörter sind gleich; Sprecher oder Absätze unterscheiden sich.</translation>
    </message>
    <message>
        <source>Use this version again</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Diese Fassung wieder verwenden</translation>
    </message>
    <message>
        <source>Use version {number} again</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Fassung {number} wieder verwenden</translation>
    </message>
    <message>
        <source>The words are the same; capitals, signs or sentences differ.</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Die Wörter sind gleich; Großschreibung, Satzzeichen oder Sätze unterscheiden sich.</translation>
    </message>
    <message>
        <source>Version</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Fassung</translation>
    </message>
    <message>
        <source>Date</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Datum</translation>
    </message>
    <message>
        <source>How it was made</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Entstehung</translation>
    </message>
    <message>
        <source>Words</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Wörter</translation>
    </message>
    <message>
        <source>Select two versions to compare any two.</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Wählen Sie zwei beliebige Fassungen aus, um sie zu vergleichen.</translation>
    </message>
    <message>
        <source>The earlier version is used again. All versions are kept.</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Die frühere Fassung wird wieder verwendet. Alle Fassungen bleiben erhalten.</translation>
    </message>
    <message>
        <source>Next difference</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Nächster Unterschied</translation>
    </message>
    <message>
        <source>transcribed</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>transkribiert</translation>
    </message>
    <message>
        <source>a part transcribed again</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>ein Teil neu transkribiert</translation>
    </message>
    <message>
        <source>edited</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>bearbeitet</translation>
    </message>
    <message>
        <source>taken back</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>wiederhergestellt</translation>
    </message>
    <message>
        <source>Back up the library</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Bibliothek sichern</translation>
    </message>
    <message>
        <source>Aviary library {date}</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Aviary-Bibliothek {date}</translation>
    </message>
    <message>
        <source>Libraries of Aviary</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Aviary-Bibliotheken</translation>
    </message>
    <message>
        <source>Restore or merge a backup</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Sicherung wiederherstellen oder hinzufügen</translation>
    </message>
    <message>
        <source>Library</source>
        <extracomment>desktop_app/ui/strings/library.py, desktop_app/ui/strings/preferences.py, desktop_app/ui/strings/queue.py</extracomment>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Progress</source>
        <extracomment>desktop_app/ui/strings/library.py, desktop_app/ui/strings/words.py</extracomment>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <extracomment>desktop_app/ui/strings/library.py, desktop_app/ui/strings/words.py</extracomment>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>The library is being backed up…</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Die Bibliothek wird gesichert …</translation>
    </message>
    <message>
        <source>The backup is being added to the library…</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Die Sicherung wird zur Bibliothek hinzugefügt …</translation>
    </message>
    <message>
        <source>The library is being deleted…</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Die Bibliothek wird gelöscht …</translation>
    </message>
    <message>
        <source>The library is backed up to {path}</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Die Bibliothek ist gesichert in {path}</translation>
    </message>
    <message>
        <source>The library is deleted. The recordings are where they were.</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Die Bibliothek ist gelöscht. Die Aufnahmen sind, wo sie waren.</translation>
    </message>
    <message>
        <source>Stop the recording that is being transcribed, then try again.</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Halten Sie die Aufnahme an, die gerade transkribiert wird, und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>The library is still being opened; after an update or a damage this takes a while. Recordings wait until then.</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Die Bibliothek wird noch geöffnet; nach einem Update oder einem Schaden dauert das eine Weile. So lange warten die Aufnahmen.</translation>
    </message>
    <message>
        <source>Add what is in {name} to the library, or replace the library by it?</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Den Inhalt von {name} zur Bibliothek hinzufügen oder die Bibliothek damit ersetzen?</translation>
    </message>
    <message>
        <source>Added are transcripts, their versions and unfinished recordings that are not in the library yet; nothing that is in it now is changed. If it is replaced, the library of now is kept in a file beside it.</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Hinzugefügt werden Transkripte, ihre Fassungen und unfertige Aufnahmen, die noch nicht in der Bibliothek sind; was jetzt darin ist, bleibt unverändert. Beim Ersetzen bleibt die jetzige Bibliothek in einer Datei daneben erhalten.</translation>
    </message>
    <message>
        <source>Add</source>
        <extracomment>desktop_app/ui/strings/library.py, desktop_app/ui/strings/speakers.py, desktop_app/ui/strings/window.py</extracomment>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Replace</source>
        <extracomment>desktop_app/ui/strings/library.py, desktop_app/ui/strings/page.py, desktop_app/ui/strings/window.py, desktop_app/ui/strings/words.py</extracomment>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>The backup is being put in the library&apos;s place…</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Die Bibliothek wird durch die Sicherung ersetzt …</translation>
    </message>
    <message>
        <source>The library is the one of the backup now. The one before is kept as {path}</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Die Bibliothek ist jetzt die aus der Sicherung. Die vorherige bleibt erhalten als {path}</translation>
    </message>
    <message>
        <source>The library is the one of the backup now.</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Die Bibliothek ist jetzt die aus der Sicherung.</translation>
    </message>
    <message>
        <source>Delete everything</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Alles löschen</translation>
    </message>
    <message>
        <source>Delete the whole library for good?</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Die ganze Bibliothek endgültig löschen?</translation>
    </message>
    <message>
        <source>All transcripts with their versions, the trash and the queue are deleted, {size} in {folder}. This cannot be undone; a backup that you made stays. The recordings themselves are not touched.</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Alle Transkripte mit ihren Fassungen, der Papierkorb und die Warteschlange werden gelöscht, {size} in {folder}. Das lässt sich nicht rückgängig machen; eine Sicherung, die Sie angelegt haben, bleibt. Die Aufnahmen selbst bleiben unverändert.</translation>
    </message>
    <message>
        <source>The recording that is being transcribed stops now. It goes on at the next start, from where it is.</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Die Aufnahme, die gerade transkribiert wird, wird jetzt angehalten. Beim nächsten Start geht es an dieser Stelle weiter.</translation>
    </message>
    <message>
        <source>From the next start Aviary keeps its library in {folder}. Export what could not be kept before you close it.</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Ab dem nächsten Start liegt die Bibliothek von Aviary in {folder}. Exportieren Sie vor dem Schließen, was nicht gespeichert werden konnte.</translation>
    </message>
    <message>
        <source>{name} cannot be put back: it was deleted for good elsewhere.</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>{name} lässt sich nicht wiederherstellen: Das Transkript wurde an anderer Stelle endgültig gelöscht.</translation>
    </message>
    <message>
        <source>d MMM yyyy, HH:mm</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>d. MMM yyyy, HH:mm</translation>
    </message>
    <message>
        <source>What is being recognised again is dropped; the text stays as it is.</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Was gerade neu erkannt wird, wird verworfen; der Text bleibt, wie er ist.</translation>
    </message>
    <message>
        <source>A text recognised again waits for your answer and would be dropped.</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Ein neu erkannter Text wartet auf Ihre Antwort und würde verworfen.</translation>
    </message>
    <message>
        <source>The recording that is being transcribed stops now.</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Die Aufnahme, die gerade transkribiert wird, wird jetzt angehalten.</translation>
    </message>
    <message>
        <source>{count} recording is unfinished.</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>{count} Aufnahme ist unfertig.</translation>
    </message>
    <message>
        <source>{count} recordings are unfinished.</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>{count} Aufnahmen sind unfertig.</translation>
    </message>
    <message>
        <source>{count} new text is shown. Your corrected text is in Versions.</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>{count} neuer Text wird angezeigt. Ihr korrigierter Text ist unter „Fassungen“.</translation>
    </message>
    <message>
        <source>{count} new texts are shown. Your corrected texts are in Versions.</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>{count} neue Texte werden angezeigt. Ihre korrigierten Texte sind unter „Fassungen“.</translation>
    </message>
    <message>
        <source>{count} transcript is in the trash.</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>{count} Transkript ist im Papierkorb.</translation>
    </message>
    <message>
        <source>{count} transcripts are in the trash.</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>{count} Transkripte sind im Papierkorb.</translation>
    </message>
    <message>
        <source>{count} day</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>{count} Tag</translation>
    </message>
    <message>
        <source>{count} days</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>{count} Tage</translation>
    </message>
    <message>
        <source>{count} transcript is in the trash, for {days}.</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>{count} Transkript ist im Papierkorb, für {days}.</translation>
    </message>
    <message>
        <source>{count} transcripts are in the trash, for {days}.</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>{count} Transkripte sind im Papierkorb, für {days}.</translation>
    </message>
    <message>
        <source>Transcripts are deleted for good {count} day after they came here.</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Transkripte werden nach {count} Tag im Papierkorb endgültig gelöscht.</translation>
    </message>
    <message>
        <source>Transcripts are deleted for good {count} days after they came here.</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Transkripte werden nach {count} Tagen im Papierkorb endgültig gelöscht.</translation>
    </message>
    <message>
        <source>in {count} day</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>in {count} Tag</translation>
    </message>
    <message>
        <source>in {count} days</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>in {count} Tagen</translation>
    </message>
    <message>
        <source>Delete {count} transcript for good?</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>{count} Transkript endgültig löschen?</translation>
    </message>
    <message>
        <source>Delete {count} transcripts for good?</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>{count} Transkripte endgültig löschen?</translation>
    </message>
    <message>
        <source>{count} transcript came from the backup.</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>{count} Transkript kam aus der Sicherung.</translation>
    </message>
    <message>
        <source>{count} transcripts came from the backup.</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>{count} Transkripte kamen aus der Sicherung.</translation>
    </message>
    <message>
        <source>{kind}, in use</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>{kind}, aktuell</translation>
    </message>
    <message>
        <source>Version {number} · {date} · {kind} · {model}</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>Fassung {number} · {date} · {kind} · {model}</translation>
    </message>
    <message>
        <source>{count} place differs.</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>{count} Stelle unterscheidet sich.</translation>
    </message>
    <message>
        <source>{count} places differ.</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>{count} Stellen unterscheiden sich.</translation>
    </message>
    <message>
        <source>Reading · click in the text: Space plays, typing corrects</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Lesen · in den Text klicken: Leertaste spielt ab, Tippen korrigiert</translation>
    </message>
    <message>
        <source>4. Say who speaks</source>
        <extracomment>desktop_app/ui/strings/program/help.py</extracomment>
        <translation>4. Sagen, wer spricht</translation>
    </message>
    <message>
        <source>Speakers &gt; Find speakers listens for who says what; say how many there are if you know it. Where every speaker has a channel, no model is needed. Click on a name in the margin to change it. F4 shows who talks how long, lets each be heard, and shows only what some of them say.</source>
        <extracomment>desktop_app/ui/strings/program/help.py</extracomment>
        <translation>Sprecher &gt; Sprecher finden hört heraus, wer was sagt. Sagen Sie, wie viele es sind, wenn Sie es wissen. Wo jeder Sprecher einen eigenen Kanal hat, ist kein Modell nötig. Klicken Sie am Rand auf einen Namen, um ihn zu ändern. F4 zeigt, wer wie lange redet, lässt jeden hören und zeigt nur, was einige von ihnen sagen.</translation>
    </message>
    <message>
        <source>5. Hand the text on</source>
        <extracomment>desktop_app/ui/strings/program/help.py</extracomment>
        <translation>5. Den Text weitergeben</translation>
    </message>
    <message>
        <source>Third-party &amp;licences…</source>
        <extracomment>desktop_app/ui/strings/program/licences.py</extracomment>
        <translation>&amp;Lizenzen Dritter …</translation>
    </message>
    <message>
        <source>Third-party licences…</source>
        <extracomment>desktop_app/ui/strings/program/licences.py</extracomment>
        <translation>Lizenzen Dritter …</translation>
    </message>
    <message>
        <source>Third-party licences</source>
        <extracomment>desktop_app/ui/strings/program/licences.py</extracomment>
        <translation>Lizenzen Dritter</translation>
    </message>
    <message>
        <source>Aviary is free software under the Apache License 2.0. It includes the work of many others:</source>
        <extracomment>desktop_app/ui/strings/program/licences.py</extracomment>
        <translation>Aviary ist freie Software unter der Apache License 2.0. Es enthält die Arbeit vieler anderer:</translation>
    </message>
    <message>
        <source>Search by name or licence</source>
        <extracomment>desktop_app/ui/strings/program/licences.py</extracomment>
        <translation>Nach Name oder Lizenz suchen</translation>
    </message>
    <message>
        <source>Components</source>
        <extracomment>desktop_app/ui/strings/program/licences.py</extracomment>
        <translation>Bestandteile</translation>
    </message>
    <message>
        <source>Licence text</source>
        <extracomment>desktop_app/ui/strings/program/licences.py</extracomment>
        <translation>Lizenztext</translation>
    </message>
    <message>
        <source>Reading the licences…</source>
        <extracomment>desktop_app/ui/strings/program/licences.py</extracomment>
        <translation>Lizenzen werden gelesen …</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <extracomment>desktop_app/ui/strings/program/licences.py</extracomment>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>This lists everything in the Python environment that Aviary runs in.</source>
        <extracomment>desktop_app/ui/strings/program/licences.py</extracomment>
        <translation>Diese Liste nennt alles in der Python-Umgebung, in der Aviary läuft.</translation>
    </message>
    <message>
        <source>Player</source>
        <extracomment>desktop_app/ui/strings/listening/bar.py</extracomment>
        <translation>Player</translation>
    </message>
    <message>
        <source>Play</source>
        <extracomment>desktop_app/ui/strings/listening/bar.py</extracomment>
        <translation>Wiedergabe</translation>
    </message>
    <message>
        <source>Pause</source>
        <extracomment>desktop_app/ui/strings/listening/bar.py, desktop_app/ui/strings/models.py, desktop_app/ui/strings/window.py</extracomment>
        <translation>Pause</translation>
    </message>
    <message>
        <source>5 seconds back</source>
        <extracomment>desktop_app/ui/strings/listening/bar.py</extracomment>
        <translation>5 Sekunden zurück</translation>
    </message>
    <message>
        <source>5 seconds forward</source>
        <extracomment>desktop_app/ui/strings/listening/bar.py</extracomment>
        <translation>5 Sekunden vor</translation>
    </message>
    <message>
        <source>-5</source>
        <extracomment>desktop_app/ui/strings/listening/bar.py</extracomment>
        <translation>-5</translation>
    </message>
    <message>
        <source>+5</source>
        <extracomment>desktop_app/ui/strings/listening/bar.py</extracomment>
        <translation>+5</translation>
    </message>
    <message>
        <source>Speed</source>
        <extracomment>desktop_app/ui/strings/listening/bar.py</extracomment>
        <translation>Geschwindigkeit</translation>
    </message>
    <message>
        <source>{rate:.1f}x</source>
        <extracomment>desktop_app/ui/strings/listening/bar.py</extracomment>
        <translation>{rate:.1f}x</translation>
    </message>
    <message>
        <source>Loop the sentence</source>
        <extracomment>desktop_app/ui/strings/listening/bar.py</extracomment>
        <translation>Satz als Schleife wiedergeben</translation>
    </message>
    <message>
        <source>Loop the sentence, or drag with Shift on the waveform to loop a part</source>
        <extracomment>desktop_app/ui/strings/listening/bar.py</extracomment>
        <translation>Satz als Schleife wiedergeben; für einen anderen Teil mit Umschalt auf der Wellenform ziehen</translation>
    </message>
    <message>
        <source>Stop looping</source>
        <extracomment>desktop_app/ui/strings/listening/bar.py</extracomment>
        <translation>Schleife beenden</translation>
    </message>
    <message>
        <source>{what} ({key})</source>
        <extracomment>desktop_app/ui/strings/listening/bar.py</extracomment>
        <translation>{what} ({key})</translation>
    </message>
    <message>
        <source>Mute</source>
        <extracomment>desktop_app/ui/strings/listening/bar.py</extracomment>
        <translation>Ton ausschalten</translation>
    </message>
    <message>
        <source>Unmute</source>
        <extracomment>desktop_app/ui/strings/listening/bar.py</extracomment>
        <translation>Ton einschalten</translation>
    </message>
    <message>
        <source>Volume</source>
        <extracomment>desktop_app/ui/strings/listening/bar.py</extracomment>
        <translation>Lautstärke</translation>
    </message>
    <message>
        <source>Close this message</source>
        <extracomment>desktop_app/ui/strings/listening/bar.py</extracomment>
        <translation>Diese Meldung schließen</translation>
    </message>
    <message>
        <source>This is another recording than the one that was transcribed.</source>
        <extracomment>desktop_app/ui/strings/listening/bar.py</extracomment>
        <translation>Das ist eine andere Aufnahme als die, die transkribiert wurde.</translation>
    </message>
    <message>
        <source>{position} / {length}</source>
        <extracomment>desktop_app/ui/strings/listening/bar.py</extracomment>
        <translation>{position} / {length}</translation>
    </message>
    <message>
        <source>Position and length</source>
        <extracomment>desktop_app/ui/strings/listening/bar.py</extracomment>
        <translation>Position und Länge</translation>
    </message>
    <message>
        <source>Position in the recording</source>
        <extracomment>desktop_app/ui/strings/listening/bar.py</extracomment>
        <translation>Position in der Aufnahme</translation>
    </message>
    <message>
        <source>{position} of {length}</source>
        <extracomment>desktop_app/ui/strings/listening/bar.py</extracomment>
        <translation>{position} von {length}</translation>
    </message>
    <message>
        <source>Reading the recording… {percent} %</source>
        <extracomment>desktop_app/ui/strings/listening/bar.py</extracomment>
        <translation>Aufnahme wird gelesen … {percent} %</translation>
    </message>
    <message>
        <source>Click to go there. Drag with Shift to loop a part. Turn the wheel to zoom, with Shift to scroll.</source>
        <extracomment>desktop_app/ui/strings/listening/bar.py</extracomment>
        <translation>Klicken: dorthin springen. Mit Umschalt ziehen: einen Teil als Schleife wiedergeben. Mausrad drehen: zoomen, mit Umschalt: scrollen.</translation>
    </message>
    <message>
        <source>&amp;Spectrogram</source>
        <extracomment>desktop_app/ui/strings/listening/bar.py</extracomment>
        <translation>Spe&amp;ktrogramm</translation>
    </message>
    <message>
        <source>Spectrogram</source>
        <extracomment>desktop_app/ui/strings/listening/bar.py</extracomment>
        <translation>Spektrogramm</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <extracomment>desktop_app/ui/strings/listening/bar.py</extracomment>
        <translation>&amp;Hineinzoomen</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <extracomment>desktop_app/ui/strings/listening/bar.py</extracomment>
        <translation>Hera&amp;uszoomen</translation>
    </message>
    <message>
        <source>Show the &amp;whole recording</source>
        <extracomment>desktop_app/ui/strings/listening/bar.py</extracomment>
        <translation>&amp;Ganze Aufnahme anzeigen</translation>
    </message>
    <message>
        <source>Zoom in to {minutes} minutes or less to see the spectrogram.</source>
        <extracomment>desktop_app/ui/strings/listening/bar.py</extracomment>
        <translation>Zoomen Sie auf {minutes} Minuten oder weniger, um das Spektrogramm zu sehen.</translation>
    </message>
    <message>
        <source>Making the spectrogram…</source>
        <extracomment>desktop_app/ui/strings/listening/bar.py</extracomment>
        <translation>Spektrogramm wird erstellt …</translation>
    </message>
    <message>
        <source>Speech without text</source>
        <extracomment>desktop_app/ui/strings/listening/bar.py</extracomment>
        <translation>Sprache ohne Text</translation>
    </message>
    <message>
        <source>Sound is missing here</source>
        <extracomment>desktop_app/ui/strings/listening/bar.py</extracomment>
        <translation>Hier fehlt Ton</translation>
    </message>
    <message>
        <source>Seems to be in another language</source>
        <extracomment>desktop_app/ui/strings/listening/bar.py</extracomment>
        <translation>Scheint in einer anderen Sprache zu sein</translation>
    </message>
    <message>
        <source>The model is not sure here</source>
        <extracomment>desktop_app/ui/strings/listening/bar.py</extracomment>
        <translation>Hier ist das Modell unsicher</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <extracomment>desktop_app/ui/strings/locks.py</extracomment>
        <translation>Im Ordner anzeigen</translation>
    </message>
    <message>
        <source>Open in</source>
        <extracomment>desktop_app/ui/strings/locks.py</extracomment>
        <translation>Geöffnet in</translation>
    </message>
    <message>
        <source>What to do</source>
        <extracomment>desktop_app/ui/strings/locks.py</extracomment>
        <translation>Was Sie tun können</translation>
    </message>
    <message>
        <source>The system does not report which program it is.</source>
        <extracomment>desktop_app/ui/strings/locks.py</extracomment>
        <translation>Das System meldet nicht, welches Programm es ist.</translation>
    </message>
    <message>
        <source>Wait and retry</source>
        <extracomment>desktop_app/ui/strings/locks.py</extracomment>
        <translation>Warten und erneut versuchen</translation>
    </message>
    <message>
        <source>Waiting for the file… Stop</source>
        <extracomment>desktop_app/ui/strings/locks.py</extracomment>
        <translation>Wartet auf die Datei … Abbrechen</translation>
    </message>
    <message>
        <source>Antivirus exclusion…</source>
        <extracomment>desktop_app/ui/strings/locks.py</extracomment>
        <translation>Virenschutz-Ausnahme …</translation>
    </message>
    <message>
        <source>The file</source>
        <extracomment>desktop_app/ui/strings/locks.py</extracomment>
        <translation>Die Datei</translation>
    </message>
    <message>
        <source>Technical details</source>
        <extracomment>desktop_app/ui/strings/locks.py</extracomment>
        <translation>Technische Details</translation>
    </message>
    <message>
        <source>process {pid}</source>
        <extracomment>desktop_app/ui/strings/locks.py</extracomment>
        <translation>Prozess {pid}</translation>
    </message>
    <message>
        <source>since {time}</source>
        <extracomment>desktop_app/ui/strings/locks.py</extracomment>
        <translation>seit {time}</translation>
    </message>
    <message>
        <source>a system service</source>
        <extracomment>desktop_app/ui/strings/locks.py</extracomment>
        <translation>ein Systemdienst</translation>
    </message>
    <message>
        <source>part of the system</source>
        <extracomment>desktop_app/ui/strings/locks.py</extracomment>
        <translation>Teil des Systems</translation>
    </message>
    <message>
        <source>Windows Explorer</source>
        <extracomment>desktop_app/ui/strings/locks.py</extracomment>
        <translation>Windows-Explorer</translation>
    </message>
    <message>
        <source>a background program</source>
        <extracomment>desktop_app/ui/strings/locks.py</extracomment>
        <translation>ein Hintergrundprogramm</translation>
    </message>
    <message>
        <source>in a terminal</source>
        <extracomment>desktop_app/ui/strings/locks.py</extracomment>
        <translation>in einem Terminal</translation>
    </message>
    <message>
        <source>Reco&amp;gnise again</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Ne&amp;u erkennen</translation>
    </message>
    <message>
        <source>Recognise again &amp;with</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Neu erkennen m&amp;it</translation>
    </message>
    <message>
        <source>Keep the &amp;new text</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>&amp;Neuen Text behalten</translation>
    </message>
    <message>
        <source>Keep the &amp;old text</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>A&amp;lten Text behalten</translation>
    </message>
    <message>
        <source>Recognise again</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Neu erkennen</translation>
    </message>
    <message>
        <source>Listen</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Anhören</translation>
    </message>
    <message>
        <source>Listen to it</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Stelle anhören</translation>
    </message>
    <message>
        <source>Recognising again…</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Wird neu erkannt …</translation>
    </message>
    <message>
        <source>More…</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Mehr …</translation>
    </message>
    <message>
        <source>{text} at {time}</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>{text} bei {time}</translation>
    </message>
    <message>
        <source>Get {model} to recognise it</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>{model} zum Erkennen herunterladen</translation>
    </message>
    <message>
        <source>Get {model} to recognise it in {language}…</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>{model} zum Erkennen auf {language} herunterladen …</translation>
    </message>
    <message>
        <source>Recognise again in {language}</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Auf {language} neu erkennen</translation>
    </message>
    <message>
        <source>Recognise again with {model}</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Mit {model} neu erkennen</translation>
    </message>
    <message>
        <source>Recognise again in {language} with {model}</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Mit {model} auf {language} neu erkennen</translation>
    </message>
    <message>
        <source>New</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Neu</translation>
    </message>
    <message>
        <source>New, by {model}</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Neu, von {model}</translation>
    </message>
    <message>
        <source>No text</source>
        <extracomment>desktop_app/core/import_errors.py, desktop_app/ui/strings/page.py</extracomment>
        <translation>Kein Text</translation>
    </message>
    <message>
        <source>Keep the new</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Neuen Text behalten</translation>
    </message>
    <message>
        <source>Keep the old</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Alten Text behalten</translation>
    </message>
    <message>
        <source>Recognised again: keep one of two texts</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Neu erkannt: einen von zwei Texten behalten</translation>
    </message>
    <message>
        <source>Recognised again: {start} to {end}</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Neu erkannt: {start} bis {end}</translation>
    </message>
    <message>
        <source>Recognising {start} to {end} again…</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>{start} bis {end} wird neu erkannt …</translation>
    </message>
    <message>
        <source>Stop</source>
        <extracomment>desktop_app/ui/strings/page.py, desktop_app/ui/strings/window.py, desktop_app/ui/strings/words.py</extracomment>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Recognised again: {start} to {end}, the same words</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Neu erkannt: {start} bis {end}, dieselben Wörter</translation>
    </message>
    <message>
        <source>A part of “{name}” was recognised again.</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Ein Teil von „{name}“ wurde neu erkannt.</translation>
    </message>
    <message>
        <source>Compare</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>There are no times here, so it is not known where this is in the recording.</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Hier gibt es keine Zeiten. Deshalb ist nicht bekannt, wo diese Stelle in der Aufnahme liegt.</translation>
    </message>
    <message>
        <source>Ti&amp;me corrected words by the sound</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>&amp;Zeiten korrigierter Wörter nach dem Ton bestimmen</translation>
    </message>
    <message>
        <source>There are no words here that were typed: all have the times at which they were heard.</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Hier gibt es keine getippten Wörter: Alle haben die Zeiten, zu denen sie gehört wurden.</translation>
    </message>
    <message>
        <source>No installed model tells when words are said. Get one that does in Models &gt; Manage models.</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Kein installiertes Modell sagt, wann Wörter gesprochen werden. Laden Sie unter Modelle &gt; Modelle verwalten eines, das es kann.</translation>
    </message>
    <message>
        <source>There is no sound here: the recording ends at {end}. It may be another one than was transcribed.</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Hier gibt es keinen Ton: Die Aufnahme endet bei {end}. Vielleicht ist es nicht die Aufnahme, die transkribiert wurde.</translation>
    </message>
    <message>
        <source>The corrected words have the right times already.</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Die korrigierten Wörter haben schon die richtigen Zeiten.</translation>
    </message>
    <message>
        <source>The corrected words of {count} sentence have their times by the sound now.</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Die korrigierten Wörter in {count} Satz haben jetzt Zeiten nach dem Ton.</translation>
    </message>
    <message>
        <source>The corrected words of {count} sentences have their times by the sound now.</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Die korrigierten Wörter in {count} Sätzen haben jetzt Zeiten nach dem Ton.</translation>
    </message>
    <message>
        <source>The selected model</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Das ausgewählte Modell</translation>
    </message>
    <message>
        <source>Download</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Herunterladen</translation>
    </message>
    <message>
        <source>Resume</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Try now</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Rename…</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Umbenennen …</translation>
    </message>
    <message>
        <source>Rename the model</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Modell umbenennen</translation>
    </message>
    <message>
        <source>The name is only shown in Aviary; the files of the model do not change.</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Der Name wird nur in Aviary angezeigt; die Dateien des Modells ändern sich nicht.</translation>
    </message>
    <message>
        <source>Move the models…</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Modelle verschieben …</translation>
    </message>
    <message>
        <source>Import…</source>
        <extracomment>desktop_app/ui/strings/models.py, desktop_app/ui/strings/words.py</extracomment>
        <translation>Importieren …</translation>
    </message>
    <message>
        <source>Verify</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Export for offline use…</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Für Offline-Nutzung exportieren …</translation>
    </message>
    <message>
        <source>Delete…</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Löschen …</translation>
    </message>
    <message>
        <source>Use it anyway</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Trotzdem verwenden</translation>
    </message>
    <message>
        <source>Enter token…</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Token eingeben …</translation>
    </message>
    <message>
        <source>Model progress</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Fortschritt des Modells</translation>
    </message>
    <message>
        <source>Read the licence</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Lizenz lesen</translation>
    </message>
    <message>
        <source>I have read the licence and accept it</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Ich habe die Lizenz gelesen und stimme ihr zu</translation>
    </message>
    <message>
        <source>Models folder</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Modellordner</translation>
    </message>
    <message>
        <source>Move…</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Verschieben …</translation>
    </message>
    <message>
        <source>Moving the models</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Modelle werden verschoben</translation>
    </message>
    <message>
        <source>The move is waiting in the queue</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Das Verschieben wartet in der Warteschlange</translation>
    </message>
    <message>
        <source>Keep downloaded archives</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Heruntergeladene Archive behalten</translation>
    </message>
    <message>
        <source>The .nemo file is kept beside the unpacked model and takes up the same space again.</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Die .nemo-Datei bleibt neben dem entpackten Modell erhalten und belegt noch einmal so viel Speicherplatz.</translation>
    </message>
    <message>
        <source>Show</source>
        <extracomment>desktop_app/ui/strings/importing.py, desktop_app/ui/strings/models.py</extracomment>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>Leftover files</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Überflüssige Dateien</translation>
    </message>
    <message>
        <source>These files of Aviary, {size} in total, are no longer needed. “Clean up” deletes only these files.</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Diese Dateien von Aviary, zusammen {size}, werden nicht mehr benötigt. „Aufräumen“ löscht nur diese Dateien.</translation>
    </message>
    <message>
        <source>No leftover files</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Keine überflüssigen Dateien</translation>
    </message>
    <message>
        <source>Clean up</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Aufräumen</translation>
    </message>
    <message>
        <source>Clean up…</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Aufräumen …</translation>
    </message>
    <message>
        <source>Connection for downloads</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Verbindung für Downloads</translation>
    </message>
    <message>
        <source>Leave these empty to use the Hugging Face hub, PyTorch&apos;s index and the system&apos;s proxy.</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Lassen Sie diese Felder leer, um den Hugging Face Hub, den PyTorch-Index und den Proxy des Systems zu verwenden.</translation>
    </message>
    <message>
        <source>Mirror address</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Adresse des Spiegelservers</translation>
    </message>
    <message>
        <source>PyTorch&apos;s index</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>PyTorch-Index</translation>
    </message>
    <message>
        <source>Proxy address</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Adresse des Proxys</translation>
    </message>
    <message>
        <source>“{text}” is no address. One looks like this: {example}</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>„{text}“ ist keine Adresse. So sieht eine aus: {example}</translation>
    </message>
    <message>
        <source>Access token</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Zugriffstoken</translation>
    </message>
    <message>
        <source>Accept the model&apos;s conditions on its page at huggingface.co, create a token with read permission there, and paste it here. It is kept in a file that only you can read.</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Stimmen Sie den Bedingungen des Modells auf seiner Seite bei huggingface.co zu, erstellen Sie dort ein Token mit Leseberechtigung und fügen Sie es hier ein. Es wird in einer Datei gespeichert, die nur Sie lesen können.</translation>
    </message>
    <message>
        <source>Import this model?</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Dieses Modell importieren?</translation>
    </message>
    <message>
        <source>Type: {kind}
Languages: {languages}
Sample rate: {khz:g} kHz
Size: {size}

The model is copied to the models folder; the file itself stays where it is.</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Art: {kind}
Sprachen: {languages}
Abtastrate: {khz:g} kHz
Größe: {size}

Das Modell wird in den Modellordner kopiert; die Datei selbst bleibt, wo sie ist.</translation>
    </message>
    <message>
        <source>Importing “{name}”…</source>
        <extracomment>desktop_app/ui/strings/importing.py, desktop_app/ui/strings/models.py</extracomment>
        <translation>„{name}“ wird importiert …</translation>
    </message>
    <message>
        <source>Delete this model?</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Dieses Modell löschen?</translation>
    </message>
    <message>
        <source>This deletes {title} and frees {size}.</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Damit löschen Sie {title} und geben {size} frei.</translation>
    </message>
    <message>
        <source>It can be downloaded again.</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Sie können es erneut herunterladen.</translation>
    </message>
    <message>
        <source>Choose the new models folder</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Neuen Modellordner wählen</translation>
    </message>
    <message>
        <source>Export the model</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Modell exportieren</translation>
    </message>
    <message>
        <source>comes with Aviary</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>in Aviary enthalten</translation>
    </message>
    <message>
        <source>Get a speech model ({size}, recommended)</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Sprachmodell herunterladen ({size}, empfohlen)</translation>
    </message>
    <message>
        <source>Downloading the speech model… {percent}</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Sprachmodell wird heruntergeladen … {percent}</translation>
    </message>
    <message>
        <source>Get the rest of the speech model ({amount})</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Rest des Sprachmodells herunterladen ({amount})</translation>
    </message>
    <message>
        <source>This text was written by the small demonstration model, which knows only a few hundred words. Do not rely on it.</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Dieser Text stammt vom kleinen Demomodell, das nur einige Hundert Wörter kennt. Verlassen Sie sich nicht auf den Text.</translation>
    </message>
    <message>
        <source>Transcribe again with {title}</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Mit {title} neu transkribieren</translation>
    </message>
    <message>
        <source>Languages</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Sprachen</translation>
    </message>
    <message>
        <source>Punctuation</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Zeichensetzung</translation>
    </message>
    <message>
        <source>Times</source>
        <extracomment>desktop_app/ui/strings/exporting.py, desktop_app/ui/strings/models.py</extracomment>
        <translation>Zeiten</translation>
    </message>
    <message>
        <source>Translation</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Übersetzung</translation>
    </message>
    <message>
        <source>Licence</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Source</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Location</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Speicherort</translation>
    </message>
    <message>
        <source>Another program is using this model</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Ein anderes Programm verwendet dieses Modell</translation>
    </message>
    <message>
        <source>Connecting</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Waiting for a connection</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Warten auf eine Verbindung</translation>
    </message>
    <message>
        <source>Checking and unpacking</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Prüfen und Entpacken</translation>
    </message>
    <message>
        <source>Verifying</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Exporting</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Deleting</source>
        <extracomment>desktop_app/ui/strings/models.py, desktop_app/ui/strings/page.py</extracomment>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <extracomment>desktop_app/ui/strings/models.py, desktop_app/ui/strings/window.py</extracomment>
        <translation>Wird angehalten …</translation>
    </message>
    <message>
        <source>Testing with the sample</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Testen mit der Beispielaufnahme</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>{done} von {total}</translation>
    </message>
    <message>
        <source>{size}/s</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>{size}/s</translation>
    </message>
    <message>
        <source>Waiting for other work to finish</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Wartet, bis andere Arbeiten fertig sind</translation>
    </message>
    <message>
        <source>Paused at {amount}</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Pause bei {amount}</translation>
    </message>
    <message>
        <source>Ready · {room}</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Bereit · {room}</translation>
    </message>
    <message>
        <source>Damaged</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Beschädigt</translation>
    </message>
    <message>
        <source>Not installed</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Nicht installiert</translation>
    </message>
    <message>
        <source>Not installed · {size}</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Nicht installiert · {size}</translation>
    </message>
    <message>
        <source>Detected by the model</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Vom Modell erkannt</translation>
    </message>
    <message>
        <source>{languages} (detected automatically)</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>{languages} (automatisch erkannt)</translation>
    </message>
    <message>
        <source>Yes, with capitals</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Ja, mit Großschreibung</translation>
    </message>
    <message>
        <source>No, all lower case</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Nein, alles kleingeschrieben</translation>
    </message>
    <message>
        <source>For each word</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Für jedes Wort</translation>
    </message>
    <message>
        <source>For each segment</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Für jeden Satz</translation>
    </message>
    <message>
        <source>None</source>
        <extracomment>desktop_app/ui/strings/exporting.py, desktop_app/ui/strings/models.py, desktop_app/ui/strings/words.py</extracomment>
        <translation>Keine</translation>
    </message>
    <message>
        <source>No</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Nein</translation>
    </message>
    <message>
        <source>Between English and {languages}</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Zwischen Englisch und {languages}</translation>
    </message>
    <message>
        <source>Between English and {count} languages</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Zwischen Englisch und {count} Sprachen</translation>
    </message>
    <message>
        <source>Between its {count} languages</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Zwischen seinen {count} Sprachen</translation>
    </message>
    <message>
        <source>partial download</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>unvollständiger Download</translation>
    </message>
    <message>
        <source>partly unpacked</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>teilweise entpackt</translation>
    </message>
    <message>
        <source>damaged model, set aside</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>beschädigtes Modell, beiseitegelegt</translation>
    </message>
    <message>
        <source>partly deleted</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>teilweise gelöscht</translation>
    </message>
    <message>
        <source>replaced by a model that was moved here</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>ersetzt durch ein hierher verschobenes Modell</translation>
    </message>
    <message>
        <source>temporary file</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>temporäre Datei</translation>
    </message>
    <message>
        <source>not created by Aviary</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>nicht von Aviary erstellt</translation>
    </message>
    <message>
        <source>Kind</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Art</translation>
    </message>
    <message>
        <source>Size</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Größe</translation>
    </message>
    <message>
        <source>{count} leftover file, {size}</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>{count} überflüssige Datei, {size}</translation>
    </message>
    <message>
        <source>{count} leftover files, {size}</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>{count} überflüssige Dateien, {size}</translation>
    </message>
    <message>
        <source>Aviary is {percent} % sure of this word.</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Aviary ist sich bei diesem Wort zu {percent} % sicher.</translation>
    </message>
    <message>
        <source>No speaker yet</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Noch kein Sprecher</translation>
    </message>
    <message>
        <source>Back to what is spoken</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Zurück zum Gesprochenen</translation>
    </message>
    <message>
        <source>Typing</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Cutting</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Ausschneiden</translation>
    </message>
    <message>
        <source>Pasting</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Splitting a paragraph</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Absatz teilen</translation>
    </message>
    <message>
        <source>Splitting a sentence</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Satz teilen</translation>
    </message>
    <message>
        <source>Joining paragraphs</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Absätze verbinden</translation>
    </message>
    <message>
        <source>This line is a note by Aviary, and no text of the transcript.</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Diese Zeile ist ein Hinweis von Aviary und kein Text des Transkripts.</translation>
    </message>
    <message>
        <source>&amp;Play from here</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>&amp;Ab hier wiedergeben</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Auss&amp;chneiden</translation>
    </message>
    <message>
        <source>Past&amp;e</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>&amp;Einfügen</translation>
    </message>
    <message>
        <source>&amp;Split paragraph here</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Absatz hier &amp;teilen</translation>
    </message>
    <message>
        <source>&amp;Restore the words as they were heard</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Gehörten &amp;Wortlaut wiederherstellen</translation>
    </message>
    <message>
        <source>Restoring a sentence</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Satz wiederherstellen</translation>
    </message>
    <message>
        <source>This sentence is as it was heard.</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Dieser Satz ist so, wie er gehört wurde.</translation>
    </message>
    <message>
        <source>&amp;Join with previous paragraph</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Mit &amp;vorherigem Absatz verbinden</translation>
    </message>
    <message>
        <source>Find</source>
        <extracomment>desktop_app/ui/strings/page.py, desktop_app/ui/strings/words.py</extracomment>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>No speech found in this recording. You can type its text.</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>In dieser Aufnahme wurde keine Sprache gefunden. Sie können den Text selbst eingeben.</translation>
    </message>
    <message>
        <source>Reading · Space plays · type to correct</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Lesen · Leertaste: Wiedergabe · zum Korrigieren tippen</translation>
    </message>
    <message>
        <source>Reading · Space plays · type in the text to correct it</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Lesen · Leertaste: Wiedergabe · zum Korrigieren im Text tippen</translation>
    </message>
    <message>
        <source>Correcting · Tab plays, Shift+Tab goes back · Enter divides · Esc ends</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Korrigieren · Tab: Wiedergabe, Umschalt+Tab: zurück · Eingabetaste: teilen · Esc: beenden</translation>
    </message>
    <message>
        <source>Find in the transcript</source>
        <extracomment>desktop_app/ui/strings/page.py, desktop_app/ui/strings/window.py</extracomment>
        <translation>Im Transkript suchen</translation>
    </message>
    <message>
        <source>Replace with</source>
        <extracomment>desktop_app/ui/strings/page.py, desktop_app/ui/strings/words.py</extracomment>
        <translation>Ersetzen durch</translation>
    </message>
    <message>
        <source>Replace all</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Alle ersetzen</translation>
    </message>
    <message>
        <source>Replacing</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Replacing all</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Alle ersetzen</translation>
    </message>
    <message>
        <source>Aa</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Aa</translation>
    </message>
    <message>
        <source>Match upper and lower case</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Groß- und Kleinschreibung beachten</translation>
    </message>
    <message>
        <source>[ab]</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>[ab]</translation>
    </message>
    <message>
        <source>Whole words only</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Nur ganze Wörter</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <extracomment>desktop_app/ui/strings/page.py, desktop_app/ui/strings/words.py</extracomment>
        <translation>Regulärer Ausdruck</translation>
    </message>
    <message>
        <source>Previous match (Shift+Enter)</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Vorheriger Treffer (Umschalt+Eingabetaste)</translation>
    </message>
    <message>
        <source>Next match (Enter)</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Nächster Treffer (Eingabetaste)</translation>
    </message>
    <message>
        <source>Close the find bar (Esc)</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Suchleiste schließen (Esc)</translation>
    </message>
    <message>
        <source>{number} of {count}</source>
        <extracomment>desktop_app/ui/strings/page.py, desktop_app/ui/strings/window.py</extracomment>
        <translation>{number} von {count}</translation>
    </message>
    <message>
        <source>Not found</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Nicht gefunden</translation>
    </message>
    <message>
        <source>No valid pattern</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Ungültiges Muster</translation>
    </message>
    <message>
        <source>No valid replacement</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Ungültige Ersetzung</translation>
    </message>
    <message>
        <source>{count} replaced.</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>{count} ersetzt.</translation>
    </message>
    <message>
        <source>&amp;Play</source>
        <extracomment>desktop_app/ui/strings/listening/menu.py</extracomment>
        <translation>&amp;Wiedergeben</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <extracomment>desktop_app/ui/strings/listening/menu.py</extracomment>
        <translation>&amp;Pause</translation>
    </message>
    <message>
        <source>&amp;Back 5 seconds</source>
        <extracomment>desktop_app/ui/strings/listening/menu.py</extracomment>
        <translation>5 Sekunden &amp;zurück</translation>
    </message>
    <message>
        <source>&amp;Forward 5 seconds</source>
        <extracomment>desktop_app/ui/strings/listening/menu.py</extracomment>
        <translation>5 Sekunden &amp;vor</translation>
    </message>
    <message>
        <source>S&amp;lower</source>
        <extracomment>desktop_app/ui/strings/listening/menu.py</extracomment>
        <translation>&amp;Langsamer</translation>
    </message>
    <message>
        <source>F&amp;aster</source>
        <extracomment>desktop_app/ui/strings/listening/menu.py</extracomment>
        <translation>Schn&amp;eller</translation>
    </message>
    <message>
        <source>&amp;Normal speed</source>
        <extracomment>desktop_app/ui/strings/listening/menu.py</extracomment>
        <translation>&amp;Normale Geschwindigkeit</translation>
    </message>
    <message>
        <source>Loop the sen&amp;tence</source>
        <extracomment>desktop_app/ui/strings/listening/menu.py</extracomment>
        <translation>Satz als S&amp;chleife wiedergeben</translation>
    </message>
    <message>
        <source>Play from the &amp;cursor</source>
        <extracomment>desktop_app/ui/strings/listening/menu.py</extracomment>
        <translation>Ab Cu&amp;rsor wiedergeben</translation>
    </message>
    <message>
        <source>Show the &amp;video</source>
        <extracomment>desktop_app/ui/strings/listening/menu.py</extracomment>
        <translation>Vi&amp;deo anzeigen</translation>
    </message>
    <message>
        <source>&amp;Keys…</source>
        <extracomment>desktop_app/ui/strings/listening/menu.py</extracomment>
        <translation>&amp;Tasten …</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>Wiedergabe oder Pause</translation>
    </message>
    <message>
        <source>Key</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>Taste</translation>
    </message>
    <message>
        <source>{command}: key</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>{command}: Taste</translation>
    </message>
    <message>
        <source>{key} alone belongs to the text. Hold Ctrl or Alt with it, or take a function key.</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>{key} allein gehört zum Text. Halten Sie dazu Strg oder Alt gedrückt oder nehmen Sie eine Funktionstaste.</translation>
    </message>
    <message>
        <source>{key} is already the key of “{other}”.</source>
        <extracomment>desktop_app/ui/strings/commands.py</extracomment>
        <translation>{key} ist schon die Taste für „{other}“.</translation>
    </message>
    <message>
        <source>Start before the cursor by</source>
        <extracomment>desktop_app/ui/strings/listening/menu.py</extracomment>
        <translation>Vorlauf vor dem Cursor</translation>
    </message>
    <message>
        <source>nothing</source>
        <extracomment>desktop_app/ui/strings/listening/menu.py</extracomment>
        <translation>keiner</translation>
    </message>
    <message>
        <source>half a second</source>
        <extracomment>desktop_app/ui/strings/listening/menu.py</extracomment>
        <translation>eine halbe Sekunde</translation>
    </message>
    <message>
        <source>1 second</source>
        <extracomment>desktop_app/ui/strings/listening/menu.py</extracomment>
        <translation>1 Sekunde</translation>
    </message>
    <message>
        <source>2 seconds</source>
        <extracomment>desktop_app/ui/strings/listening/menu.py</extracomment>
        <translation>2 Sekunden</translation>
    </message>
    <message>
        <source>3 seconds</source>
        <extracomment>desktop_app/ui/strings/listening/menu.py</extracomment>
        <translation>3 Sekunden</translation>
    </message>
    <message>
        <source>Video</source>
        <extracomment>desktop_app/ui/strings/listening/menu.py</extracomment>
        <translation>Video</translation>
    </message>
    <message>
        <source>The recording ends here, at {time}; its text goes on.</source>
        <extracomment>desktop_app/ui/strings/listening/menu.py</extracomment>
        <translation>Die Aufnahme endet hier, bei {time}; ihr Text geht weiter.</translation>
    </message>
    <message>
        <source>When &amp;finished</source>
        <extracomment>desktop_app/ui/strings/power.py</extracomment>
        <translation>Wenn alles &amp;fertig ist</translation>
    </message>
    <message>
        <source>&amp;Free memory now</source>
        <extracomment>desktop_app/ui/strings/power.py</extracomment>
        <translation>&amp;Arbeitsspeicher jetzt freigeben</translation>
    </message>
    <message>
        <source>Do &amp;nothing</source>
        <extracomment>desktop_app/ui/strings/power.py</extracomment>
        <translation>&amp;Nichts tun</translation>
    </message>
    <message>
        <source>Put the computer to &amp;sleep</source>
        <extracomment>desktop_app/ui/strings/power.py</extracomment>
        <translation>Computer in den &amp;Energiesparmodus versetzen</translation>
    </message>
    <message>
        <source>Never</source>
        <extracomment>desktop_app/ui/strings/power.py</extracomment>
        <translation>Nie</translation>
    </message>
    <message>
        <source>After 1 hour</source>
        <extracomment>desktop_app/ui/strings/power.py</extracomment>
        <translation>Nach 1 Stunde</translation>
    </message>
    <message>
        <source>Everything is transcribed</source>
        <extracomment>desktop_app/ui/strings/power.py</extracomment>
        <translation>Alles ist transkribiert</translation>
    </message>
    <message>
        <source>Sleep now</source>
        <extracomment>desktop_app/ui/strings/power.py</extracomment>
        <translation>Jetzt Energie sparen</translation>
    </message>
    <message>
        <source>Everything is transcribed. The computer stays on, because a window is still open.</source>
        <extracomment>desktop_app/ui/strings/power.py</extracomment>
        <translation>Alles ist transkribiert. Der Computer bleibt an, weil noch ein Fenster offen ist.</translation>
    </message>
    <message>
        <source>After {count} minute</source>
        <extracomment>desktop_app/ui/strings/power.py</extracomment>
        <translation>Nach {count} Minute</translation>
    </message>
    <message>
        <source>After {count} minutes</source>
        <extracomment>desktop_app/ui/strings/power.py</extracomment>
        <translation>Nach {count} Minuten</translation>
    </message>
    <message>
        <source>The computer will sleep in {count} second.</source>
        <extracomment>desktop_app/ui/strings/power.py</extracomment>
        <translation>Der Computer wechselt in {count} Sekunde in den Energiesparmodus.</translation>
    </message>
    <message>
        <source>The computer will sleep in {count} seconds.</source>
        <extracomment>desktop_app/ui/strings/power.py</extracomment>
        <translation>Der Computer wechselt in {count} Sekunden in den Energiesparmodus.</translation>
    </message>
    <message>
        <source>Se&amp;ttings…</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Eins&amp;tellungen …</translation>
    </message>
    <message>
        <source>Pages of the settings</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Seiten der Einstellungen</translation>
    </message>
    <message>
        <source>Restore defaults…</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Standard wiederherstellen …</translation>
    </message>
    <message>
        <source>Restore the defaults?</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Standard wiederherstellen?</translation>
    </message>
    <message>
        <source>All settings of the page “{page}” become what they were at first.</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Alle Einstellungen der Seite „{page}“ werden wieder so, wie sie am Anfang waren.</translation>
    </message>
    <message>
        <source>Restore</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>General</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>Transcription</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Transkription</translation>
    </message>
    <message>
        <source>Reading</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Lesen</translation>
    </message>
    <message>
        <source>Listening</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Wiedergabe</translation>
    </message>
    <message>
        <source>Language of Aviary</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Sprache von Aviary</translation>
    </message>
    <message>
        <source>Start added recordings at once</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Hinzugefügte Aufnahmen sofort starten</translation>
    </message>
    <message>
        <source>Otherwise they wait until you press Start.</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Sonst warten sie, bis Sie „Starten“ wählen.</translation>
    </message>
    <message>
        <source>Tell me when everything is transcribed</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Benachrichtigen, wenn alles transkribiert ist</translation>
    </message>
    <message>
        <source>A desktop notification, only while Aviary is not in front.</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Eine Benachrichtigung auf dem Desktop, nur wenn Aviary nicht im Vordergrund ist.</translation>
    </message>
    <message>
        <source>With a sound</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Mit Signalton</translation>
    </message>
    <message>
        <source>Recordings that arrive in a folder can be added by themselves.</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Aviary kann Aufnahmen, die in einem Ordner ankommen, von selbst hinzufügen.</translation>
    </message>
    <message>
        <source>Watched folders…</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Überwachte Ordner …</translation>
    </message>
    <message>
        <source>Run the model on</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Modell ausführen auf</translation>
    </message>
    <message>
        <source>Automatic takes an NVIDIA GPU that fits, otherwise the CPU.</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>„Automatisch“ nimmt eine passende NVIDIA-GPU, sonst die CPU.</translation>
    </message>
    <message>
        <source>Automatic</source>
        <extracomment>desktop_app/ui/strings/preferences.py, desktop_app/ui/strings/speakers.py, desktop_app/ui/strings/window.py</extracomment>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>The CPU</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>CPU</translation>
    </message>
    <message>
        <source>The GPU</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>GPU</translation>
    </message>
    <message>
        <source>Precision</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>Automatic is the fastest that does not change the text.</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>„Automatisch“ ist die schnellste, die den Text nicht verändert.</translation>
    </message>
    <message>
        <source>32 bits, slowest</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>32 Bit, am langsamsten</translation>
    </message>
    <message>
        <source>16 bits (bf16)</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>16 Bit (bf16)</translation>
    </message>
    <message>
        <source>16 bits (fp16), for GPUs</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>16 Bit (fp16), für GPUs</translation>
    </message>
    <message>
        <source>8 bits, for CPUs</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>8 Bit, für CPUs</translation>
    </message>
    <message>
        <source>Pieces at a time</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Abschnitte gleichzeitig</translation>
    </message>
    <message>
        <source>More are faster on a GPU, and need more memory.</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Mehr Abschnitte sind auf einer GPU schneller und brauchen mehr Speicher.</translation>
    </message>
    <message>
        <source>Free the memory of an idle model</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Arbeitsspeicher eines unbenutzten Modells freigeben</translation>
    </message>
    <message>
        <source>Colours</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Same as the system</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Beside the recording</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Neben der Aufnahme</translation>
    </message>
    <message>
        <source>In a folder</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>In einem Ordner</translation>
    </message>
    <message>
        <source>For reading</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Zum Lesen</translation>
    </message>
    <message>
        <source>Subtitles</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Untertitel</translation>
    </message>
    <message>
        <source>For research</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Für die Forschung</translation>
    </message>
    <message>
        <source>For programs</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Für Programme</translation>
    </message>
    <message>
        <source>At each paragraph</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Bei jedem Absatz</translation>
    </message>
    <message>
        <source>At each sentence</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Bei jedem Satz</translation>
    </message>
    <message>
        <source>Once a minute</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Jede Minute einmal</translation>
    </message>
    <message>
        <source>Layout</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Aufbau</translation>
    </message>
    <message>
        <source>Paragraphs</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Absätze</translation>
    </message>
    <message>
        <source>Table with the speakers at the left</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Tabelle mit den Sprechern links</translation>
    </message>
    <message>
        <source>Name the speakers</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Sprecher nennen</translation>
    </message>
    <message>
        <source>As the recording</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Wie die Aufnahme</translation>
    </message>
    <message>
        <source>Preview</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Print the transcript</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Transkript drucken</translation>
    </message>
    <message>
        <source>Sent to the printer.</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>An den Drucker geschickt.</translation>
    </message>
    <message>
        <source>This is the beginning; the file has all of it.</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Dies ist der Anfang; die Datei hat alles.</translation>
    </message>
    <message>
        <source>{title} (.{extension})</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>{title} (.{extension})</translation>
    </message>
    <message>
        <source>Keeps {what}.</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Behält: {what}.</translation>
    </message>
    <message>
        <source>Keeps the text alone.</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Behält nur den Text.</translation>
    </message>
    <message>
        <source>times</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Zeiten</translation>
    </message>
    <message>
        <source>a time for each word</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>eine Zeit für jedes Wort</translation>
    </message>
    <message>
        <source>speakers</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>Sprecher</translation>
    </message>
    <message>
        <source>how sure the model was</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>wie sicher das Modell war</translation>
    </message>
    <message>
        <source>{title}: a file of {size} for other programs, which cannot be shown as text.</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>{title}: eine Datei von {size} für andere Programme, die sich nicht als Text zeigen lässt.</translation>
    </message>
    <message>
        <source>Exported {done} of {count} to {place}</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>{done} von {count} nach {place} exportiert</translation>
    </message>
    <message>
        <source>Exported {done} of {count} beside their recordings</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>{done} von {count} neben ihren Aufnahmen gespeichert</translation>
    </message>
    <message>
        <source>Exported {done} of {count} beside their recordings, in {place}</source>
        <extracomment>desktop_app/ui/strings/exporting.py</extracomment>
        <translation>{done} von {count} neben ihren Aufnahmen gespeichert, in {place}</translation>
    </message>
    <message>
        <source>Export makes a Word document, subtitles, plain text and more, and shows before what the file will be. Drag the title of the page into a folder or a mail to do it at once. Edit &gt; Copy transcript puts the text on the clipboard.</source>
        <extracomment>desktop_app/ui/strings/program/help.py</extracomment>
        <translation>„Exportieren“ macht ein Word-Dokument, Untertitel, reinen Text und mehr und zeigt vorher, wie die Datei wird. Ziehen Sie den Titel der Seite in einen Ordner oder eine E-Mail, um es sofort zu tun. „Bearbeiten &gt; Transkript kopieren“ legt den Text in die Zwischenablage.</translation>
    </message>
    <message>
        <source>Change keys…</source>
        <extracomment>desktop_app/ui/strings/program/help.py</extracomment>
        <translation>Tasten ändern …</translation>
    </message>
    <message>
        <source>I&amp;mport transcripts…</source>
        <extracomment>desktop_app/ui/strings/importing.py</extracomment>
        <translation>Transkripte i&amp;mportieren …</translation>
    </message>
    <message>
        <source>Choose transcripts to import</source>
        <extracomment>desktop_app/ui/strings/importing.py</extracomment>
        <translation>Transkripte zum Importieren wählen</translation>
    </message>
    <message>
        <source>Transcripts (*.srt *.vtt *.json);;All files (*)</source>
        <extracomment>desktop_app/ui/strings/importing.py</extracomment>
        <translation>Transkripte (*.srt *.vtt *.json);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Which recording?</source>
        <extracomment>desktop_app/ui/strings/importing.py</extracomment>
        <translation>Welche Aufnahme?</translation>
    </message>
    <message>
        <source>Which recording is “{name}” the text of?</source>
        <extracomment>desktop_app/ui/strings/importing.py</extracomment>
        <translation>Zu welcher Aufnahme gehört der Text „{name}“?</translation>
    </message>
    <message>
        <source>With its recording, the text can be listened to and corrected. Without one it can be read and corrected; you can locate the recording later.</source>
        <extracomment>desktop_app/ui/strings/importing.py</extracomment>
        <translation>Mit der Aufnahme können Sie den Text anhören und korrigieren. Ohne Aufnahme können Sie ihn lesen und korrigieren; die Aufnahme können Sie später zuordnen.</translation>
    </message>
    <message>
        <source>Choose the recording…</source>
        <extracomment>desktop_app/ui/strings/importing.py</extracomment>
        <translation>Aufnahme wählen …</translation>
    </message>
    <message>
        <source>Without a recording</source>
        <extracomment>desktop_app/ui/strings/importing.py</extracomment>
        <translation>Ohne Aufnahme</translation>
    </message>
    <message>
        <source>Do not import</source>
        <extracomment>desktop_app/ui/strings/importing.py</extracomment>
        <translation>Nicht importieren</translation>
    </message>
    <message>
        <source>Choose the recording of “{name}”</source>
        <extracomment>desktop_app/ui/strings/importing.py</extracomment>
        <translation>Aufnahme zu „{name}“ wählen</translation>
    </message>
    <message>
        <source>Importing “{name}” ({number} of {count})…</source>
        <extracomment>desktop_app/ui/strings/importing.py</extracomment>
        <translation>„{name}“ wird importiert ({number} von {count}) …</translation>
    </message>
    <message>
        <source>“{name}” is imported.</source>
        <extracomment>desktop_app/ui/strings/importing.py</extracomment>
        <translation>„{name}“ ist importiert.</translation>
    </message>
    <message>
        <source>“{name}” is imported as the newest version of “{title}”. The text that was there is kept under Versions.</source>
        <extracomment>desktop_app/ui/strings/importing.py</extracomment>
        <translation>„{name}“ ist als neueste Fassung von „{title}“ importiert. Der bisherige Text bleibt unter „Fassungen“ erhalten.</translation>
    </message>
    <message>
        <source>“{title}” has the text of “{name}” already.</source>
        <extracomment>desktop_app/ui/strings/importing.py</extracomment>
        <translation>„{title}“ hat den Text von „{name}“ schon.</translation>
    </message>
    <message>
        <source>“{name}”: {reason}</source>
        <extracomment>desktop_app/ui/strings/importing.py</extracomment>
        <translation>„{name}“: {reason}</translation>
    </message>
    <message>
        <source>{count} transcript imported.</source>
        <extracomment>desktop_app/ui/strings/importing.py</extracomment>
        <translation>{count} Transkript importiert.</translation>
    </message>
    <message>
        <source>{count} transcripts imported.</source>
        <extracomment>desktop_app/ui/strings/importing.py</extracomment>
        <translation>{count} Transkripte importiert.</translation>
    </message>
    <message>
        <source>{count} file was not imported. {reasons}</source>
        <extracomment>desktop_app/ui/strings/importing.py</extracomment>
        <translation>{count} Datei wurde nicht importiert. {reasons}</translation>
    </message>
    <message>
        <source>{count} files were not imported. {reasons}</source>
        <extracomment>desktop_app/ui/strings/importing.py</extracomment>
        <translation>{count} Dateien wurden nicht importiert. {reasons}</translation>
    </message>
    <message>
        <source>imported</source>
        <extracomment>desktop_app/ui/strings/library.py</extracomment>
        <translation>importiert</translation>
    </message>
    <message>
        <source>Download size</source>
        <extracomment>desktop_app/ui/strings/models.py</extracomment>
        <translation>Downloadgröße</translation>
    </message>
    <message>
        <source>Export as</source>
        <extracomment>desktop_app/ui/strings/page.py</extracomment>
        <translation>Exportieren als</translation>
    </message>
    <message>
        <source>The keys of listening, also those of a foot pedal, are chosen with all others.</source>
        <extracomment>desktop_app/ui/strings/listening/menu.py</extracomment>
        <translation>Die Tasten der Wiedergabe, auch die eines Fußpedals, werden mit allen anderen gewählt.</translation>
    </message>
    <message>
        <source>Keys of listening…</source>
        <extracomment>desktop_app/ui/strings/listening/menu.py</extracomment>
        <translation>Tasten der Wiedergabe …</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Tastatur</translation>
    </message>
    <message>
        <source>Light</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Size of the text</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Textgröße</translation>
    </message>
    <message>
        <source>{number} %</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>{number} %</translation>
    </message>
    <message>
        <source>Show when each paragraph begins</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Beginn jedes Absatzes anzeigen</translation>
    </message>
    <message>
        <source>Beside its recording or into a folder, in the formats that you choose.</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Neben der Aufnahme oder in einen Ordner, in den Formaten, die Sie wählen.</translation>
    </message>
    <message>
        <source>Formats and folder…</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Formate und Ordner …</translation>
    </message>
    <message>
        <source>Keep deleted transcripts in the trash</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Gelöschte Transkripte im Papierkorb behalten</translation>
    </message>
    <message>
        <source>Sort the list</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Liste sortieren</translation>
    </message>
    <message>
        <source>A backup is one file with all transcripts and their versions.</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Eine Sicherung ist eine einzige Datei mit allen Transkripten und ihren Fassungen.</translation>
    </message>
    <message>
        <source>Back up…</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Sichern …</translation>
    </message>
    <message>
        <source>Restore or merge…</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Wiederherstellen oder hinzufügen …</translation>
    </message>
    <message>
        <source>The library can lie in another folder, such as on a larger disk.</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Die Bibliothek kann in einem anderen Ordner liegen, etwa auf einem größeren Laufwerk.</translation>
    </message>
    <message>
        <source>Another folder…</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Anderer Ordner …</translation>
    </message>
    <message>
        <source>Keep the downloaded .nemo file of a model</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Heruntergeladene .nemo-Datei eines Modells behalten</translation>
    </message>
    <message>
        <source>It takes the same space again. Other programs may need it.</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Sie belegt noch einmal so viel Speicherplatz. Andere Programme brauchen sie vielleicht.</translation>
    </message>
    <message>
        <source>Where the models lie, and which are installed.</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Wo die Modelle liegen und welche installiert sind.</translation>
    </message>
    <message>
        <source>Manage models…</source>
        <extracomment>desktop_app/ui/strings/preferences.py, desktop_app/ui/strings/window.py</extracomment>
        <translation>Modelle verwalten …</translation>
    </message>
    <message>
        <source>How downloads reach the network.</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Wie Downloads ins Netz gelangen.</translation>
    </message>
    <message>
        <source>Proxy and mirror…</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>Proxy und Spiegelserver …</translation>
    </message>
    <message>
        <source>{count} piece</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>{count} Abschnitt</translation>
    </message>
    <message>
        <source>{count} pieces</source>
        <extracomment>desktop_app/ui/strings/preferences.py</extracomment>
        <translation>{count} Abschnitte</translation>
    </message>
    <message>
        <source>Retry all</source>
        <extracomment>desktop_app/ui/strings/queue.py</extracomment>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Remove all</source>
        <extracomment>desktop_app/ui/strings/queue.py</extracomment>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Queue</source>
        <extracomment>desktop_app/ui/strings/queue.py</extracomment>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Failed</source>
        <extracomment>desktop_app/ui/strings/queue.py, desktop_app/ui/strings/window.py</extracomment>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>So&amp;rt the library</source>
        <extracomment>desktop_app/ui/strings/queue.py</extracomment>
        <translation>Bibliothek so&amp;rtieren</translation>
    </message>
    <message>
        <source>&amp;Newest first</source>
        <extracomment>desktop_app/ui/strings/queue.py</extracomment>
        <translation>&amp;Neueste zuerst</translation>
    </message>
    <message>
        <source>By n&amp;ame</source>
        <extracomment>desktop_app/ui/strings/queue.py</extracomment>
        <translation>Nach N&amp;amen</translation>
    </message>
    <message>
        <source>&amp;Longest first</source>
        <extracomment>desktop_app/ui/strings/queue.py</extracomment>
        <translation>&amp;Längste zuerst</translation>
    </message>
    <message>
        <source>By &amp;model</source>
        <extracomment>desktop_app/ui/strings/queue.py</extracomment>
        <translation>Nach &amp;Modell</translation>
    </message>
    <message>
        <source>Most places to &amp;check first</source>
        <extracomment>desktop_app/ui/strings/queue.py</extracomment>
        <translation>Meiste zu &amp;prüfende Stellen zuerst</translation>
    </message>
    <message>
        <source>Not yet &amp;exported first</source>
        <extracomment>desktop_app/ui/strings/queue.py</extracomment>
        <translation>Noch nicht &amp;exportierte zuerst</translation>
    </message>
    <message>
        <source>&amp;Retry</source>
        <extracomment>desktop_app/ui/strings/queue.py</extracomment>
        <translation>&amp;Erneut versuchen</translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <extracomment>desktop_app/ui/strings/queue.py</extracomment>
        <translation>Fortset&amp;zen</translation>
    </message>
    <message>
        <source>Transcri&amp;be again</source>
        <extracomment>desktop_app/ui/strings/queue.py</extracomment>
        <translation>Neu transkri&amp;bieren</translation>
    </message>
    <message>
        <source>Start over</source>
        <extracomment>desktop_app/ui/strings/queue.py</extracomment>
        <translation>Von vorn beginnen</translation>
    </message>
    <message>
        <source>Transcribe again wit&amp;h</source>
        <extracomment>desktop_app/ui/strings/queue.py</extracomment>
        <translation>Neu transkribieren &amp;mit</translation>
    </message>
    <message>
        <source>Order</source>
        <extracomment>desktop_app/ui/strings/queue.py</extracomment>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source>Settings of this recording</source>
        <extracomment>desktop_app/ui/strings/queue.py</extracomment>
        <translation>Einstellungen dieser Aufnahme</translation>
    </message>
    <message>
        <source>Start next</source>
        <extracomment>desktop_app/ui/strings/queue.py</extracomment>
        <translation>Als Nächstes starten</translation>
    </message>
    <message>
        <source>&amp;Move up</source>
        <extracomment>desktop_app/ui/strings/queue.py</extracomment>
        <translation>Nach &amp;oben</translation>
    </message>
    <message>
        <source>Move &amp;down</source>
        <extracomment>desktop_app/ui/strings/queue.py</extracomment>
        <translation>Nach &amp;unten</translation>
    </message>
    <message>
        <source>Mode&amp;l</source>
        <extracomment>desktop_app/ui/strings/queue.py</extracomment>
        <translation>Mo&amp;dell</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <extracomment>desktop_app/ui/strings/queue.py</extracomment>
        <translation>An&amp;halten</translation>
    </message>
    <message>
        <source>Remo&amp;ve</source>
        <extracomment>desktop_app/ui/strings/queue.py</extracomment>
        <translation>Entfe&amp;rnen</translation>
    </message>
    <message>
        <source>Mo&amp;ve to the trash</source>
        <extracomment>desktop_app/ui/strings/queue.py</extracomment>
        <translation>In den &amp;Papierkorb verschieben</translation>
    </message>
    <message>
        <source>Add it again?</source>
        <extracomment>desktop_app/ui/strings/queue.py</extracomment>
        <translation>Erneut hinzufügen?</translation>
    </message>
    <message>
        <source>Add again</source>
        <extracomment>desktop_app/ui/strings/queue.py</extracomment>
        <translation>Erneut hinzufügen</translation>
    </message>
    <message>
        <source>Skip</source>
        <extracomment>desktop_app/ui/strings/queue.py</extracomment>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>{names} and {count} more</source>
        <extracomment>desktop_app/ui/strings/queue.py</extracomment>
        <translation>{names} und {count} weitere</translation>
    </message>
    <message>
        <source>{title}, {count}</source>
        <extracomment>desktop_app/ui/strings/queue.py</extracomment>
        <translation>{title}, {count}</translation>
    </message>
    <message>
        <source>Adding it again makes a second transcript. For a new version, use Transcribe again.</source>
        <extracomment>desktop_app/ui/strings/queue.py</extracomment>
        <translation>Wenn Sie die Aufnahme erneut hinzufügen, entsteht ein zweites Transkript. Für eine neue Fassung wählen Sie „Neu transkribieren“.</translation>
    </message>
    <message>
        <source>Adding them again makes second transcripts. For new versions, use Transcribe again.</source>
        <extracomment>desktop_app/ui/strings/queue.py</extracomment>
        <translation>Wenn Sie die Aufnahmen erneut hinzufügen, entstehen zweite Transkripte. Für neue Fassungen wählen Sie „Neu transkribieren“.</translation>
    </message>
    <message>
        <source>{names} is already in the list.</source>
        <extracomment>desktop_app/ui/strings/queue.py</extracomment>
        <translation>{names} ist schon in der Liste.</translation>
    </message>
    <message>
        <source>{names} are already in the list.</source>
        <extracomment>desktop_app/ui/strings/queue.py</extracomment>
        <translation>{names} sind schon in der Liste.</translation>
    </message>
    <message>
        <source>Search names and texts</source>
        <extracomment>desktop_app/ui/strings/search.py</extracomment>
        <translation>Namen und Texte durchsuchen</translation>
    </message>
    <message>
        <source>Search the names and texts of all recordings</source>
        <extracomment>desktop_app/ui/strings/search.py</extracomment>
        <translation>Die Namen und Texte aller Aufnahmen durchsuchen</translation>
    </message>
    <message>
        <source>All words must be in one sentence, or in the name, tags and note. Put words that belong together in quotation marks.</source>
        <extracomment>desktop_app/ui/strings/search.py</extracomment>
        <translation>Alle Wörter müssen in einem Satz stehen oder in Name, Schlagwörtern und Notiz. Setzen Sie Wörter, die zusammengehören, in Anführungszeichen.</translation>
    </message>
    <message>
        <source>&amp;Search all texts</source>
        <extracomment>desktop_app/ui/strings/search.py</extracomment>
        <translation>Alle &amp;Texte durchsuchen</translation>
    </message>
    <message>
        <source>Find &amp;next</source>
        <extracomment>desktop_app/ui/strings/search.py</extracomment>
        <translation>&amp;Nächster Treffer</translation>
    </message>
    <message>
        <source>Find pre&amp;vious</source>
        <extracomment>desktop_app/ui/strings/search.py</extracomment>
        <translation>&amp;Vorheriger Treffer</translation>
    </message>
    <message>
        <source>Searching…</source>
        <extracomment>desktop_app/ui/strings/search.py</extracomment>
        <translation>Suche läuft …</translation>
    </message>
    <message>
        <source>No results for “{text}”</source>
        <extracomment>desktop_app/ui/strings/search.py</extracomment>
        <translation>Keine Treffer für „{text}“</translation>
    </message>
    <message>
        <source>No name, text, tag or note has all of these words.</source>
        <extracomment>desktop_app/ui/strings/search.py</extracomment>
        <translation>Kein Name, kein Text, kein Schlagwort und keine Notiz enthält alle diese Wörter.</translation>
    </message>
    <message>
        <source>Show all recordings</source>
        <extracomment>desktop_app/ui/strings/search.py</extracomment>
        <translation>Alle Aufnahmen anzeigen</translation>
    </message>
    <message>
        <source>{count} recording so far…</source>
        <extracomment>desktop_app/ui/strings/search.py</extracomment>
        <translation>{count} Aufnahme bisher …</translation>
    </message>
    <message>
        <source>{count} recordings so far…</source>
        <extracomment>desktop_app/ui/strings/search.py</extracomment>
        <translation>{count} Aufnahmen bisher …</translation>
    </message>
    <message>
        <source>More than {count} recording</source>
        <extracomment>desktop_app/ui/strings/search.py</extracomment>
        <translation>Mehr als {count} Aufnahme</translation>
    </message>
    <message>
        <source>More than {count} recordings</source>
        <extracomment>desktop_app/ui/strings/search.py</extracomment>
        <translation>Mehr als {count} Aufnahmen</translation>
    </message>
    <message>
        <source>{count} recording</source>
        <extracomment>desktop_app/ui/strings/search.py</extracomment>
        <translation>{count} Aufnahme</translation>
    </message>
    <message>
        <source>{count} recordings</source>
        <extracomment>desktop_app/ui/strings/search.py</extracomment>
        <translation>{count} Aufnahmen</translation>
    </message>
    <message>
        <source>{count} place</source>
        <extracomment>desktop_app/ui/strings/search.py</extracomment>
        <translation>{count} Stelle</translation>
    </message>
    <message>
        <source>{count} places</source>
        <extracomment>desktop_app/ui/strings/search.py</extracomment>
        <translation>{count} Stellen</translation>
    </message>
    <message>
        <source>{title}: {text}</source>
        <extracomment>desktop_app/ui/strings/search.py</extracomment>
        <translation>{title}: {text}</translation>
    </message>
    <message>
        <source>{title}, {count} places: {text}</source>
        <extracomment>desktop_app/ui/strings/search.py</extracomment>
        <translation>{title}, {count} Stellen: {text}</translation>
    </message>
    <message>
        <source>{name} ({length}, {percent} %)</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>{name} ({length}, {percent} %)</translation>
    </message>
    <message>
        <source>&amp;New speaker…</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>&amp;Neuer Sprecher …</translation>
    </message>
    <message>
        <source>No spea&amp;ker</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>&amp;Kein Sprecher</translation>
    </message>
    <message>
        <source>&amp;From here to the next speaker</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>&amp;Von hier bis zum nächsten Sprecher</translation>
    </message>
    <message>
        <source>From here to the &amp;end</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Von hier bis zum &amp;Ende</translation>
    </message>
    <message>
        <source>&amp;Rename everywhere…</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Überall &amp;umbenennen …</translation>
    </message>
    <message>
        <source>&amp;Rename {name} everywhere…</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>{name} überall &amp;umbenennen …</translation>
    </message>
    <message>
        <source>&amp;Merge into</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>&amp;Zusammenführen mit</translation>
    </message>
    <message>
        <source>&amp;Merge {name} into</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>{name} &amp;zusammenführen mit</translation>
    </message>
    <message>
        <source>Remove &amp;speaker</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>&amp;Sprecher entfernen</translation>
    </message>
    <message>
        <source>Remove &amp;speaker {name}</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>&amp;Sprecher {name} entfernen</translation>
    </message>
    <message>
        <source>New speaker</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Neuer Sprecher</translation>
    </message>
    <message>
        <source>Who speaks here?</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Wer spricht hier?</translation>
    </message>
    <message>
        <source>Rename speaker</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Sprecher umbenennen</translation>
    </message>
    <message>
        <source>Rename</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Speaker {number}</source>
        <extracomment>desktop_app/core/editing/found_speakers.py</extracomment>
        <translation>Sprecher {number}</translation>
    </message>
    <message>
        <source>Aviary cannot save its data</source>
        <extracomment>desktop_app/ui/strings/program/start.py</extracomment>
        <translation>Aviary kann seine Daten nicht speichern</translation>
    </message>
    <message>
        <source>Aviary keeps settings and models in {folder}, but cannot write there: {reason}.</source>
        <extracomment>desktop_app/ui/strings/program/start.py</extracomment>
        <translation>Aviary speichert Einstellungen und Modelle in {folder}, kann dort aber nicht schreiben: {reason}.</translation>
    </message>
    <message>
        <source>Choose another folder, or continue with a temporary one, whose contents are not kept. Either applies to this start only; Aviary asks again at the next start if it still cannot write to its folder.</source>
        <extracomment>desktop_app/ui/strings/program/start.py</extracomment>
        <translation>Wählen Sie einen anderen Ordner oder verwenden Sie einen temporären, dessen Inhalt nicht erhalten bleibt. Beides gilt nur für diesen Start. Aviary fragt beim nächsten Start wieder, wenn es dann immer noch nicht in seinen Ordner schreiben kann.</translation>
    </message>
    <message>
        <source>&amp;Choose a folder…</source>
        <extracomment>desktop_app/ui/strings/program/start.py</extracomment>
        <translation>&amp;Ordner wählen …</translation>
    </message>
    <message>
        <source>Continue &amp;temporarily</source>
        <extracomment>desktop_app/ui/strings/program/start.py</extracomment>
        <translation>&amp;Temporären Ordner verwenden</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <extracomment>desktop_app/ui/strings/program/start.py, desktop_app/ui/strings/window.py</extracomment>
        <translation>Bee&amp;nden</translation>
    </message>
    <message>
        <source>Start in safe mode?</source>
        <extracomment>desktop_app/ui/strings/program/start.py</extracomment>
        <translation>Im abgesicherten Modus starten?</translation>
    </message>
    <message>
        <source>The last times Aviary was started, its window did not open.</source>
        <extracomment>desktop_app/ui/strings/program/start.py</extracomment>
        <translation>Bei den letzten Starts von Aviary hat sich das Fenster nicht geöffnet.</translation>
    </message>
    <message>
        <source>In safe mode Aviary starts with its default settings and uses only the CPU. Your settings, models and transcripts stay as they are.</source>
        <extracomment>desktop_app/ui/strings/program/start.py</extracomment>
        <translation>Im abgesicherten Modus startet Aviary mit den Standardeinstellungen und verwendet nur die CPU. Ihre Einstellungen, Modelle und Transkripte bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Start in safe mode</source>
        <extracomment>desktop_app/ui/strings/program/start.py</extracomment>
        <translation>Im abgesicherten Modus starten</translation>
    </message>
    <message>
        <source>Start normally</source>
        <extracomment>desktop_app/ui/strings/program/start.py</extracomment>
        <translation>Normal starten</translation>
    </message>
    <message>
        <source>there is no display</source>
        <extracomment>desktop_app/ui/strings/program/start.py</extracomment>
        <translation>es gibt keine grafische Anzeige</translation>
    </message>
    <message>
        <source>Aviary cannot show its window: {reason}. Without one, this works in a terminal: {command}</source>
        <extracomment>desktop_app/ui/strings/program/start.py</extracomment>
        <translation>Aviary kann sein Fenster nicht anzeigen: {reason}. Ohne Fenster geht dies in einem Terminal: {command}</translation>
    </message>
    <message>
        <source>Find in ne&amp;w recordings</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>In ne&amp;uen Aufnahmen finden</translation>
    </message>
    <message>
        <source>In new recordings</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>In neuen Aufnahmen</translation>
    </message>
    <message>
        <source>Who speaks is found while new recordings are transcribed.</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Wer spricht, wird beim Transkribieren neuer Aufnahmen gefunden.</translation>
    </message>
    <message>
        <source>Off</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Aus</translation>
    </message>
    <message>
        <source>&amp;Exactly</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>&amp;Genau</translation>
    </message>
    <message>
        <source>At &amp;most</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>&amp;Höchstens</translation>
    </message>
    <message>
        <source>Get a model that finds speakers first.</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Holen Sie zuerst ein Modell, das Sprecher findet.</translation>
    </message>
    <message>
        <source>Speakers are not found: no model for that is installed.</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Sprecher werden nicht gefunden: Dafür ist kein Modell installiert.</translation>
    </message>
    <message>
        <source>No model that finds speakers is installed.</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Es ist kein Modell installiert, das Sprecher findet.</translation>
    </message>
    <message>
        <source>&amp;Get a model that finds speakers…</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Ein &amp;Modell holen, das Sprecher findet …</translation>
    </message>
    <message>
        <source>Get a model…</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Modell holen …</translation>
    </message>
    <message>
        <source>Model for speakers</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Modell für Sprecher</translation>
    </message>
    <message>
        <source>The best one installed</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Das beste installierte</translation>
    </message>
    <message>
        <source>This small model only shows how it works, and is often wrong.</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Dieses kleine Modell zeigt nur, wie es geht, und irrt sich oft.</translation>
    </message>
    <message>
        <source>F&amp;ind speakers…</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Sprecher f&amp;inden …</translation>
    </message>
    <message>
        <source>Find speakers</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Sprecher finden</translation>
    </message>
    <message>
        <source>Aviary listens to the recording again and says who speaks. Names that you gave sentences by hand stay, and all of it can be undone.</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Aviary hört die Aufnahme noch einmal und sagt, wer spricht. Namen, die Sie Sätzen von Hand gegeben haben, bleiben, und alles lässt sich rückgängig machen.</translation>
    </message>
    <message>
        <source>How many speakers</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Wie viele Sprecher</translation>
    </message>
    <message>
        <source>Choose a finished transcript with times first.</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Wählen Sie zuerst ein fertiges Transkript mit Zeiten.</translation>
    </message>
    <message>
        <source>The text stays as it was.</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Der Text bleibt, wie er war.</translation>
    </message>
    <message>
        <source>Nobody was heard in this recording; the text stays as it was.</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>In dieser Aufnahme war niemand zu hören; der Text bleibt, wie er war.</translation>
    </message>
    <message>
        <source>Each channel of “{name}” seems to be one speaker.</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Jeder Kanal von „{name}“ scheint ein Sprecher zu sein.</translation>
    </message>
    <message>
        <source>Name speakers by channel</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Sprecher nach Kanal benennen</translation>
    </message>
    <message>
        <source>S&amp;peakers and talk time</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>S&amp;precher und Redezeit</translation>
    </message>
    <message>
        <source>&amp;Hear the speaker</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Sprecher an&amp;hören</translation>
    </message>
    <message>
        <source>Show &amp;only this speaker</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>N&amp;ur diesen Sprecher zeigen</translation>
    </message>
    <message>
        <source>Show &amp;all speakers</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>&amp;Alle Sprecher zeigen</translation>
    </message>
    <message>
        <source>This text has no speakers yet.</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Dieser Text hat noch keine Sprecher.</translation>
    </message>
    <message>
        <source>All speakers are shown.</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Alle Sprecher werden gezeigt.</translation>
    </message>
    <message>
        <source>Speakers of this transcript</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Sprecher dieses Transkripts</translation>
    </message>
    <message>
        <source>Speakers, ticked while they are shown</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Sprecher, angehakt, solange sie gezeigt werden</translation>
    </message>
    <message>
        <source>No speaker</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Kein Sprecher</translation>
    </message>
    <message>
        <source>Hear</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Anhören</translation>
    </message>
    <message>
        <source>Play the clearest sentence of this speaker</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Den deutlichsten Satz dieses Sprechers wiedergeben</translation>
    </message>
    <message>
        <source>Merge into…</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Zusammenlegen mit …</translation>
    </message>
    <message>
        <source>Show only this one</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Nur diesen zeigen</translation>
    </message>
    <message>
        <source>Show all</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Alle zeigen</translation>
    </message>
    <message>
        <source>{length} · {percent} %</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>{length} · {percent} %</translation>
    </message>
    <message>
        <source>{talk} · {sentences}</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>{talk} · {sentences}</translation>
    </message>
    <message>
        <source>{name}, {talk}</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>{name}, {talk}</translation>
    </message>
    <message>
        <source>{name}, {talk}, not shown</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>{name}, {talk}, nicht gezeigt</translation>
    </message>
    <message>
        <source>Only what {names} says is shown. Copying takes what is shown; exports have everything.</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Gezeigt wird nur, was {names} sagt. Kopiert wird, was gezeigt wird; Exporte enthalten alles.</translation>
    </message>
    <message>
        <source>Only what {names} say is shown. Copying takes what is shown; exports have everything.</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Gezeigt wird nur, was {names} sagen. Kopiert wird, was gezeigt wird; Exporte enthalten alles.</translation>
    </message>
    <message>
        <source>nobody named</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>niemand Benanntes</translation>
    </message>
    <message>
        <source>{text} {note}</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>{text} {note}</translation>
    </message>
    <message>
        <source>Exactly {count} speaker</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Genau {count} Sprecher</translation>
    </message>
    <message>
        <source>Exactly {count} speakers</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Genau {count} Sprecher</translation>
    </message>
    <message>
        <source>At most {count} speaker</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Höchstens {count} Sprecher</translation>
    </message>
    <message>
        <source>At most {count} speakers</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Höchstens {count} Sprecher</translation>
    </message>
    <message>
        <source>{count} speaker was found.</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>{count} Sprecher wurde gefunden.</translation>
    </message>
    <message>
        <source>{count} speakers were found.</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>{count} Sprecher wurden gefunden.</translation>
    </message>
    <message>
        <source>{text} {count} sentence keeps the name that you gave it.</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>{text} {count} Satz behält den Namen, den Sie ihm gegeben haben.</translation>
    </message>
    <message>
        <source>{text} {count} sentences keep the names that you gave them.</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>{text} {count} Sätze behalten die Namen, die Sie ihnen gegeben haben.</translation>
    </message>
    <message>
        <source>{count} speaker</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>{count} Sprecher</translation>
    </message>
    <message>
        <source>{count} speakers</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>{count} Sprecher</translation>
    </message>
    <message>
        <source>Recognise the voices of speakers that I have named</source>
        <extracomment>desktop_app/ui/strings/voices.py</extracomment>
        <translation>Stimmen der Sprecher wiedererkennen, die ich benannt habe</translation>
    </message>
    <message>
        <source>For each speaker you name, a voice print is then kept, and the same voice gets this name in later recordings. A voice print is biometric data: it stays on this computer, in the library and in backups of it. Ask people before you keep their voices.</source>
        <extracomment>desktop_app/ui/strings/voices.py</extracomment>
        <translation>Für jeden Sprecher, den Sie benennen, wird dann ein Stimmabdruck aufbewahrt, und dieselbe Stimme bekommt in späteren Aufnahmen diesen Namen. Ein Stimmabdruck gehört zu den biometrischen Daten: Er bleibt auf diesem Computer, in der Bibliothek und in deren Sicherungen. Fragen Sie die Personen, bevor Sie ihre Stimmen aufbewahren.</translation>
    </message>
    <message>
        <source>This needs the model TitaNet Large, which is not on this computer.</source>
        <extracomment>desktop_app/ui/strings/voices.py</extracomment>
        <translation>Dazu ist das Modell TitaNet Large nötig, das nicht auf diesem Computer ist.</translation>
    </message>
    <message>
        <source>Get the model…</source>
        <extracomment>desktop_app/ui/strings/voices.py</extracomment>
        <translation>Modell holen …</translation>
    </message>
    <message>
        <source>Kept voices</source>
        <extracomment>desktop_app/ui/strings/voices.py</extracomment>
        <translation>Aufbewahrte Stimmen</translation>
    </message>
    <message>
        <source>No voices are kept.</source>
        <extracomment>desktop_app/ui/strings/voices.py</extracomment>
        <translation>Es sind keine Stimmen aufbewahrt.</translation>
    </message>
    <message>
        <source>Delete this voice</source>
        <extracomment>desktop_app/ui/strings/voices.py</extracomment>
        <translation>Diese Stimme löschen</translation>
    </message>
    <message>
        <source>Delete all voices…</source>
        <extracomment>desktop_app/ui/strings/voices.py</extracomment>
        <translation>Alle Stimmen löschen …</translation>
    </message>
    <message>
        <source>Delete all voices</source>
        <extracomment>desktop_app/ui/strings/voices.py</extracomment>
        <translation>Alle Stimmen löschen</translation>
    </message>
    <message>
        <source>Delete all kept voices for good?</source>
        <extracomment>desktop_app/ui/strings/voices.py</extracomment>
        <translation>Alle aufbewahrten Stimmen endgültig löschen?</translation>
    </message>
    <message>
        <source>Names in transcripts stay. Backups that you have made may still hold voices; delete those files yourself.</source>
        <extracomment>desktop_app/ui/strings/voices.py</extracomment>
        <translation>Namen in Transkripten bleiben. Sicherungen, die Sie angelegt haben, können noch Stimmen enthalten; löschen Sie diese Dateien selbst.</translation>
    </message>
    <message>
        <source>Keep them</source>
        <extracomment>desktop_app/ui/strings/voices.py</extracomment>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Voices</source>
        <extracomment>desktop_app/ui/strings/voices.py</extracomment>
        <translation>Stimmen</translation>
    </message>
    <message>
        <source>Delete the voices that are kept, too?</source>
        <extracomment>desktop_app/ui/strings/voices.py</extracomment>
        <translation>Auch die aufbewahrten Stimmen löschen?</translation>
    </message>
    <message>
        <source>Nothing is recognised by voice any more in either case.</source>
        <extracomment>desktop_app/ui/strings/voices.py</extracomment>
        <translation>In beiden Fällen wird nichts mehr an der Stimme erkannt.</translation>
    </message>
    <message>
        <source>{name} ({length} from {count} recording)</source>
        <extracomment>desktop_app/ui/strings/voices.py</extracomment>
        <translation>{name} ({length} aus {count} Aufnahme)</translation>
    </message>
    <message>
        <source>{name} ({length} from {count} recordings)</source>
        <extracomment>desktop_app/ui/strings/voices.py</extracomment>
        <translation>{name} ({length} aus {count} Aufnahmen)</translation>
    </message>
    <message>
        <source>Named by voice: {names}</source>
        <extracomment>desktop_app/ui/strings/voices.py</extracomment>
        <translation>Nach der Stimme benannt: {names}</translation>
    </message>
    <message>
        <source>Too little clear speech to know the voice again: {names}</source>
        <extracomment>desktop_app/ui/strings/voices.py</extracomment>
        <translation>Zu wenig klare Sprache, um die Stimme wiederzuerkennen: {names}</translation>
    </message>
    <message>
        <source>{count} voice was deleted.</source>
        <extracomment>desktop_app/ui/strings/voices.py</extracomment>
        <translation>{count} Stimme wurde gelöscht.</translation>
    </message>
    <message>
        <source>{count} voices were deleted.</source>
        <extracomment>desktop_app/ui/strings/voices.py</extracomment>
        <translation>{count} Stimmen wurden gelöscht.</translation>
    </message>
    <message>
        <source>These damaged copies of the library cannot be opened and may still hold voices: {files}. Delete them if you do not need them.</source>
        <extracomment>desktop_app/ui/strings/voices.py</extracomment>
        <translation>Diese beschädigten Kopien der Bibliothek lassen sich nicht öffnen und können noch Stimmen enthalten: {files}. Löschen Sie sie, wenn Sie sie nicht brauchen.</translation>
    </message>
    <message>
        <source>&amp;Watched folders…</source>
        <extracomment>desktop_app/ui/strings/watching.py</extracomment>
        <translation>Über&amp;wachte Ordner …</translation>
    </message>
    <message>
        <source>Watched folders</source>
        <extracomment>desktop_app/ui/strings/watching.py</extracomment>
        <translation>Überwachte Ordner</translation>
    </message>
    <message>
        <source>New recordings in these folders are transcribed as soon as they have stopped growing. Aviary moves and changes nothing in them.</source>
        <extracomment>desktop_app/ui/strings/watching.py</extracomment>
        <translation>Neue Aufnahmen in diesen Ordnern werden transkribiert, sobald sie nicht mehr wachsen. Aviary verschiebt und ändert darin nichts.</translation>
    </message>
    <message>
        <source>No folder is watched.</source>
        <extracomment>desktop_app/ui/strings/watching.py</extracomment>
        <translation>Es wird kein Ordner überwacht.</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <extracomment>desktop_app/ui/strings/watching.py</extracomment>
        <translation>Ordner hinzufügen …</translation>
    </message>
    <message>
        <source>Choose a folder to watch</source>
        <extracomment>desktop_app/ui/strings/watching.py</extracomment>
        <translation>Ordner zum Überwachen wählen</translation>
    </message>
    <message>
        <source>With the folders in it</source>
        <extracomment>desktop_app/ui/strings/watching.py</extracomment>
        <translation>Mit Unterordnern</translation>
    </message>
    <message>
        <source>Stop watching</source>
        <extracomment>desktop_app/ui/strings/watching.py</extracomment>
        <translation>Nicht mehr überwachen</translation>
    </message>
    <message>
        <source>Stop watching {folder}</source>
        <extracomment>desktop_app/ui/strings/watching.py</extracomment>
        <translation>{folder} nicht mehr überwachen</translation>
    </message>
    <message>
        <source>Transcribe</source>
        <extracomment>desktop_app/ui/strings/watching.py</extracomment>
        <translation>Transkribieren</translation>
    </message>
    <message>
        <source>Looking into it…</source>
        <extracomment>desktop_app/ui/strings/watching.py</extracomment>
        <translation>Wird durchsucht …</translation>
    </message>
    <message>
        <source>Cannot be read now; watched again as soon as it can.</source>
        <extracomment>desktop_app/ui/strings/watching.py</extracomment>
        <translation>Jetzt nicht lesbar; wird wieder überwacht, sobald der Ordner lesbar ist.</translation>
    </message>
    <message>
        <source>The watched folder “{folder}” cannot be read. It is watched again as soon as it is back.</source>
        <extracomment>desktop_app/ui/strings/watching.py</extracomment>
        <translation>Der überwachte Ordner „{folder}“ kann nicht gelesen werden. Er wird wieder überwacht, sobald er wieder da ist.</translation>
    </message>
    <message>
        <source>There is {count} recording in {folder} from before. Transcribe it too?</source>
        <extracomment>desktop_app/ui/strings/watching.py</extracomment>
        <translation>Es gibt {count} ältere Aufnahme in {folder}. Soll sie auch transkribiert werden?</translation>
    </message>
    <message>
        <source>There are {count} recordings in {folder} from before. Transcribe them too?</source>
        <extracomment>desktop_app/ui/strings/watching.py</extracomment>
        <translation>Es gibt {count} ältere Aufnahmen in {folder}. Sollen sie auch transkribiert werden?</translation>
    </message>
    <message>
        <source>{count} recording known</source>
        <extracomment>desktop_app/ui/strings/watching.py</extracomment>
        <translation>{count} Aufnahme bekannt</translation>
    </message>
    <message>
        <source>{count} recordings known</source>
        <extracomment>desktop_app/ui/strings/watching.py</extracomment>
        <translation>{count} Aufnahmen bekannt</translation>
    </message>
    <message>
        <source>{count} recording is still being copied</source>
        <extracomment>desktop_app/ui/strings/watching.py</extracomment>
        <translation>{count} Aufnahme wird noch kopiert</translation>
    </message>
    <message>
        <source>{count} recordings are still being copied</source>
        <extracomment>desktop_app/ui/strings/watching.py</extracomment>
        <translation>{count} Aufnahmen werden noch kopiert</translation>
    </message>
    <message>
        <source>{count} not transcribed</source>
        <extracomment>desktop_app/ui/strings/watching.py</extracomment>
        <translation>{count} nicht transkribiert</translation>
    </message>
    <message>
        <source>Add files</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Dateien hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Add files…</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Dateien &amp;hinzufügen …</translation>
    </message>
    <message>
        <source>Add f&amp;older…</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>&amp;Ordner hinzufügen …</translation>
    </message>
    <message>
        <source>Try the sample</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Beispiel ausprobieren</translation>
    </message>
    <message>
        <source>Drop recordings or videos here</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Aufnahmen oder Videos hierher ziehen</translation>
    </message>
    <message>
        <source>Transcribes on this computer; nothing is uploaded.</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Transkribiert auf diesem Computer; nichts wird hochgeladen.</translation>
    </message>
    <message>
        <source>A speech model turns them into text on this computer. So far only a small demonstration model is installed.</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Ein Sprachmodell macht daraus auf diesem Computer Text. Bisher ist nur ein kleines Demomodell installiert.</translation>
    </message>
    <message>
        <source>Drop to transcribe</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Zum Transkribieren loslassen</translation>
    </message>
    <message>
        <source>Start</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Retry</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Remove</source>
        <extracomment>desktop_app/ui/strings/window.py, desktop_app/ui/strings/words.py</extracomment>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Undo</source>
        <extracomment>desktop_app/ui/strings/voices.py, desktop_app/ui/strings/window.py, desktop_app/ui/strings/words.py</extracomment>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>The new name of {name} in the whole transcript:</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Der neue Name von {name} im ganzen Transkript:</translation>
    </message>
    <message>
        <source>Each channel or track is one speaker</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Jeder Kanal oder jede Tonspur ist ein Sprecher</translation>
    </message>
    <message>
        <source>Each track of “{name}” seems to be one speaker.</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Jede Tonspur von „{name}“ scheint ein Sprecher zu sein.</translation>
    </message>
    <message>
        <source>Name speakers by track</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Sprecher nach Tonspur benennen</translation>
    </message>
    <message>
        <source>Each track of “{name}” seems to be one speaker. This text is of one track alone.</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Jede Tonspur von „{name}“ scheint ein Sprecher zu sein. Dieser Text ist nur von einer Tonspur.</translation>
    </message>
    <message>
        <source>Transcribe all tracks</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Alle Tonspuren transkribieren</translation>
    </message>
    <message>
        <source>This recording is not in the list any more.</source>
        <extracomment>desktop_app/ui/strings/speakers.py</extracomment>
        <translation>Diese Aufnahme ist nicht mehr in der Liste.</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>Re&amp;do</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>&amp;Wiederherstellen</translation>
    </message>
    <message>
        <source>&amp;Undo: {change}</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>&amp;Rückgängig: {change}</translation>
    </message>
    <message>
        <source>Re&amp;do: {change}</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>&amp;Wiederherstellen: {change}</translation>
    </message>
    <message>
        <source>Bring &amp;back removed recordings</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Entfernte Aufnahmen zurück&amp;holen</translation>
    </message>
    <message>
        <source>Details</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Details</translation>
    </message>
    <message>
        <source>Copy details</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Details kopieren</translation>
    </message>
    <message>
        <source>Close all</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Alle schließen</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Modell wählen</translation>
    </message>
    <message>
        <source>Choose another folder</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Anderen Ordner wählen</translation>
    </message>
    <message>
        <source>Who has it open?</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Wer verwendet die Datei?</translation>
    </message>
    <message>
        <source>Use the CPU</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>CPU verwenden</translation>
    </message>
    <message>
        <source>Choose a recording from the list.</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Wählen Sie eine Aufnahme aus der Liste.</translation>
    </message>
    <message>
        <source>exported: {day}</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>exportiert: {day}</translation>
    </message>
    <message>
        <source>not exported yet</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>noch nicht exportiert</translation>
    </message>
    <message>
        <source>Today</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>d MMM</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>d. MMM</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>d. MMM yyyy</translation>
    </message>
    <message>
        <source>Done, incomplete: {missing}</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Fertig, unvollständig: {missing}</translation>
    </message>
    <message>
        <source>Text to find in the transcript</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Text, der im Transkript gesucht wird</translation>
    </message>
    <message>
        <source>Recordings</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>Write in</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Zielsprache</translation>
    </message>
    <message>
        <source>{title} (not installed)</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>{title} (nicht installiert)</translation>
    </message>
    <message>
        <source>Download it under Models &gt; Manage models.</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Laden Sie es unter Modelle &gt; Modelle verwalten herunter.</translation>
    </message>
    <message>
        <source>No model is installed. Get one under Models &gt; Manage models.</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Es ist kein Modell installiert. Laden Sie eines unter Modelle &gt; Modelle verwalten herunter.</translation>
    </message>
    <message>
        <source>No speech found in this recording.</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>In dieser Aufnahme wurde keine Sprache gefunden.</translation>
    </message>
    <message>
        <source>Waiting in queue</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Wartet in der Warteschlange</translation>
    </message>
    <message>
        <source>Loading the model…</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Modell wird geladen …</translation>
    </message>
    <message>
        <source>Listening…</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Hört zu …</translation>
    </message>
    <message>
        <source>Stopped before any text was written.</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Angehalten, bevor Text geschrieben wurde.</translation>
    </message>
    <message>
        <source>Preparing the recogniser…</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Erkennung wird vorbereitet …</translation>
    </message>
    <message>
        <source>The recogniser could not be prepared</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Die Erkennung konnte nicht vorbereitet werden</translation>
    </message>
    <message>
        <source>Audio and video ({endings});;All files (*)</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Audio und Video ({endings});;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Add recordings or videos</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Aufnahmen oder Videos hinzufügen</translation>
    </message>
    <message>
        <source>Add all recordings in a folder</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Alle Aufnahmen eines Ordners hinzufügen</translation>
    </message>
    <message>
        <source>Export the transcript</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Transkript exportieren</translation>
    </message>
    <message>
        <source>Choose a folder for all transcripts</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Ordner für alle Transkripte wählen</translation>
    </message>
    <message>
        <source>The settings could not be saved yet; Aviary will try again. {reason}</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Die Einstellungen konnten noch nicht gespeichert werden; Aviary versucht es erneut. {reason}</translation>
    </message>
    <message>
        <source>Replace the file?</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Datei ersetzen?</translation>
    </message>
    <message>
        <source>“{name}” already exists.</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>„{name}“ ist schon vorhanden.</translation>
    </message>
    <message>
        <source>This transcript has no times.</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Dieses Transkript hat keine Zeiten.</translation>
    </message>
    <message>
        <source>Stop and close?</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Anhalten und schließen?</translation>
    </message>
    <message>
        <source>Not every recording is transcribed yet. Closing stops the transcription.</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Noch sind nicht alle Aufnahmen transkribiert. Wenn Sie schließen, wird die Transkription angehalten.</translation>
    </message>
    <message>
        <source>The models are being moved to another folder. Closing stops the move; no model is lost.</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Die Modelle werden gerade in einen anderen Ordner verschoben. Wenn Sie schließen, wird das Verschieben angehalten; kein Modell geht verloren.</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Anhalten und schließen</translation>
    </message>
    <message>
        <source>Keep working</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Weiterarbeiten</translation>
    </message>
    <message>
        <source>&amp;Models</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>&amp;Modelle</translation>
    </message>
    <message>
        <source>&amp;Manage models…</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Modelle &amp;verwalten …</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;About Aviary</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Ü&amp;ber Aviary</translation>
    </message>
    <message>
        <source>Open l&amp;og folder</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Pr&amp;otokollordner öffnen</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Copy transcript</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Transkript &amp;kopieren</translation>
    </message>
    <message>
        <source>Copy with &amp;times</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Mit Zeiten k&amp;opieren</translation>
    </message>
    <message>
        <source>Copy with formattin&amp;g</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Mit Formatierun&amp;g kopieren</translation>
    </message>
    <message>
        <source>Pri&amp;nt…</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Dr&amp;ucken …</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>&amp;Alles auswählen</translation>
    </message>
    <message>
        <source>&amp;Find…</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>&amp;Suchen …</translation>
    </message>
    <message>
        <source>Find and r&amp;eplace…</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Suchen und &amp;ersetzen …</translation>
    </message>
    <message>
        <source>&amp;Transcribe</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>&amp;Transkribieren</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>&amp;Starten</translation>
    </message>
    <message>
        <source>Pause &amp;all</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>&amp;Alle pausieren</translation>
    </message>
    <message>
        <source>Pause after this recording</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Nach dieser Aufnahme pausieren</translation>
    </message>
    <message>
        <source>Retry all failed</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Alle fehlgeschlagenen erneut versuchen</translation>
    </message>
    <message>
        <source>Remove all failed</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Alle fehlgeschlagenen entfernen</translation>
    </message>
    <message>
        <source>Audio trac&amp;k</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>&amp;Tonspur</translation>
    </message>
    <message>
        <source>&amp;All tracks together</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>&amp;Alle Tonspuren zusammen</translation>
    </message>
    <message>
        <source>Failed recor&amp;dings</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Fehl&amp;geschlagene Aufnahmen</translation>
    </message>
    <message>
        <source>&amp;Speakers</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>&amp;Sprecher</translation>
    </message>
    <message>
        <source>&amp;Listen</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>&amp;Wiedergabe</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>Lar&amp;ger text</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>&amp;Größerer Text</translation>
    </message>
    <message>
        <source>S&amp;maller text</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>&amp;Kleinerer Text</translation>
    </message>
    <message>
        <source>&amp;Times</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>&amp;Zeiten</translation>
    </message>
    <message>
        <source>Go to the &amp;note over the window</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Zum &amp;Hinweis über dem Fenster</translation>
    </message>
    <message>
        <source>Stopped at {place}</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Angehalten bei {place}</translation>
    </message>
    <message>
        <source>Interrupted at {place}</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Unterbrochen bei {place}</translation>
    </message>
    <message>
        <source>Interrupted before any text</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Unterbrochen, noch kein Text</translation>
    </message>
    <message>
        <source>{error} · stopped at {place}</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>{error} · angehalten bei {place}</translation>
    </message>
    <message>
        <source>Waiting</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Stopped</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>CPU</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>CPU</translation>
    </message>
    <message>
        <source>GPU</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>GPU</translation>
    </message>
    <message>
        <source>Done</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Warning</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Error</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>{name} (speakers)</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>{name} (Sprecher)</translation>
    </message>
    <message>
        <source>{name}, {start} to {end}</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>{name}, {start} bis {end}</translation>
    </message>
    <message>
        <source>Recognised again: compare</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Neu erkannt: vergleichen</translation>
    </message>
    <message>
        <source>Transcribing</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Wird transkribiert</translation>
    </message>
    <message>
        <source>{speed:.1f}x real time</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>{speed:.1f}x Echtzeit</translation>
    </message>
    <message>
        <source>Exported to {path}</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Exportiert nach {path}</translation>
    </message>
    <message>
        <source>Bulgarian</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Bulgarisch</translation>
    </message>
    <message>
        <source>Croatian</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Kroatisch</translation>
    </message>
    <message>
        <source>Czech</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Tschechisch</translation>
    </message>
    <message>
        <source>Danish</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Dänisch</translation>
    </message>
    <message>
        <source>Dutch</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Niederländisch</translation>
    </message>
    <message>
        <source>English</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Englisch</translation>
    </message>
    <message>
        <source>Estonian</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Estnisch</translation>
    </message>
    <message>
        <source>Finnish</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Finnisch</translation>
    </message>
    <message>
        <source>French</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Französisch</translation>
    </message>
    <message>
        <source>German</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Deutsch</translation>
    </message>
    <message>
        <source>Greek</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Griechisch</translation>
    </message>
    <message>
        <source>Hungarian</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Ungarisch</translation>
    </message>
    <message>
        <source>Italian</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Italienisch</translation>
    </message>
    <message>
        <source>Latvian</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Lettisch</translation>
    </message>
    <message>
        <source>Lithuanian</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Litauisch</translation>
    </message>
    <message>
        <source>Maltese</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Maltesisch</translation>
    </message>
    <message>
        <source>Polish</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Polnisch</translation>
    </message>
    <message>
        <source>Portuguese</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Portugiesisch</translation>
    </message>
    <message>
        <source>Romanian</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Rumänisch</translation>
    </message>
    <message>
        <source>Russian</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Russisch</translation>
    </message>
    <message>
        <source>Slovak</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Slowakisch</translation>
    </message>
    <message>
        <source>Slovenian</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Slowenisch</translation>
    </message>
    <message>
        <source>Spanish</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Spanisch</translation>
    </message>
    <message>
        <source>Swedish</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Schwedisch</translation>
    </message>
    <message>
        <source>Ukrainian</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Ukrainisch</translation>
    </message>
    <message>
        <source>{count} place to check</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>{count} Stelle zu prüfen</translation>
    </message>
    <message>
        <source>{count} places to check</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>{count} Stellen zu prüfen</translation>
    </message>
    <message>
        <source>{count} version</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>{count} Fassung</translation>
    </message>
    <message>
        <source>{count} versions</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>{count} Fassungen</translation>
    </message>
    <message>
        <source>Undo: {count} transcript &amp;back from the trash</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Rückgängig: {count} Transkript aus dem Papierkorb &amp;holen</translation>
    </message>
    <message>
        <source>Undo: {count} transcripts &amp;back from the trash</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Rückgängig: {count} Transkripte aus dem Papierkorb &amp;holen</translation>
    </message>
    <message>
        <source>Undo: {count} recording &amp;back into the list</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Rückgängig: {count} Aufnahme zurück in die Liste &amp;holen</translation>
    </message>
    <message>
        <source>Undo: {count} recordings &amp;back into the list</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>Rückgängig: {count} Aufnahmen zurück in die Liste &amp;holen</translation>
    </message>
    <message>
        <source>{count} recording removed from the list.</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>{count} Aufnahme aus der Liste entfernt.</translation>
    </message>
    <message>
        <source>{count} recordings removed from the list.</source>
        <extracomment>desktop_app/ui/strings/window.py</extracomment>
        <translation>{count} Aufnahmen aus der Liste entfernt.</translation>
    </message>
    <message>
        <source>My &amp;words…</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>&amp;Meine Wörter …</translation>
    </message>
    <message>
        <source>Replace &amp;in all transcripts…</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>&amp;In allen Transkripten ersetzen …</translation>
    </message>
    <message>
        <source>Add “{text}” to My words…</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>„{text}“ zu Meine Wörter hinzufügen …</translation>
    </message>
    <message>
        <source>Names and terms as they are to be written. Models listen for them where they can, and what was heard instead is corrected in every new transcript.</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>Namen und Begriffe, wie sie geschrieben werden sollen. Modelle achten darauf, wenn sie es können. Was stattdessen gehört wurde, wird in jedem neuen Transkript korrigiert.</translation>
    </message>
    <message>
        <source>Word</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>Wort</translation>
    </message>
    <message>
        <source>Heard as</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>Gehört als</translation>
    </message>
    <message>
        <source>Listen for it</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>Darauf achten</translation>
    </message>
    <message>
        <source>yes</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>nein</translation>
    </message>
    <message>
        <source>Add…</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>Hinzufügen …</translation>
    </message>
    <message>
        <source>Change…</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>Ändern …</translation>
    </message>
    <message>
        <source>Export…</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Correct transcripts…</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>Transkripte korrigieren …</translation>
    </message>
    <message>
        <source>Choose a list of words</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>Wortliste wählen</translation>
    </message>
    <message>
        <source>Save the list of words</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>Wortliste speichern</translation>
    </message>
    <message>
        <source>Lists of words</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>Wortlisten</translation>
    </message>
    <message>
        <source>There are no words yet.</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>Noch gibt es keine Wörter.</translation>
    </message>
    <message>
        <source>Add a word</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>Wort hinzufügen</translation>
    </message>
    <message>
        <source>Change a word</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>Wort ändern</translation>
    </message>
    <message>
        <source>Word, as it is to be written</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>Wort, wie es geschrieben werden soll</translation>
    </message>
    <message>
        <source>What the model writes instead, one per line.</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>Was das Modell stattdessen schreibt, eines pro Zeile.</translation>
    </message>
    <message>
        <source>Let models listen for it</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>Modelle darauf achten lassen</translation>
    </message>
    <message>
        <source>Turn this off for everyday words, which would be heard too often.</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>Schalten Sie dies bei Alltagswörtern aus, denn diese würden zu oft gehört.</translation>
    </message>
    <message>
        <source>Replace in all transcripts</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>In allen Transkripten ersetzen</translation>
    </message>
    <message>
        <source>Correct My words in transcripts</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>Meine Wörter in Transkripten korrigieren</translation>
    </message>
    <message>
        <source>Look in finished transcripts for what was heard instead of your words.</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>Fertige Transkripte danach durchsuchen, was statt Ihrer Wörter gehört wurde.</translation>
    </message>
    <message>
        <source>Whole words</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>Ganze Wörter</translation>
    </message>
    <message>
        <source>Match case</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>Groß-/Kleinschreibung</translation>
    </message>
    <message>
        <source>Where</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>Wo</translation>
    </message>
    <message>
        <source>In all transcripts</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>In allen Transkripten</translation>
    </message>
    <message>
        <source>In the selected transcripts</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>In den ausgewählten Transkripten</translation>
    </message>
    <message>
        <source>In this transcript</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>In diesem Transkript</translation>
    </message>
    <message>
        <source>Search</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Sentences that would change</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>Sätze, die sich ändern würden</translation>
    </message>
    <message>
        <source>All</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>Nichts gefunden.</translation>
    </message>
    <message>
        <source>Replaced “{find}”</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>„{find}“ ersetzt</translation>
    </message>
    <message>
        <source>{done} of {count} transcripts…</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>{done} von {count} Transkripten …</translation>
    </message>
    <message>
        <source>{count} sentence found.</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>{count} Satz gefunden.</translation>
    </message>
    <message>
        <source>{count} sentences found.</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>{count} Sätze gefunden.</translation>
    </message>
    <message>
        <source>There are more than {most}: search again for the rest.</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>Es gibt mehr als {most}: Suchen Sie für den Rest erneut.</translation>
    </message>
    <message>
        <source>{count} transcript could not be read.</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>{count} Transkript konnte nicht gelesen werden.</translation>
    </message>
    <message>
        <source>{count} transcripts could not be read.</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>{count} Transkripte konnten nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Replace in {count} sentence</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>In {count} Satz ersetzen</translation>
    </message>
    <message>
        <source>Replace in {count} sentences</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>In {count} Sätzen ersetzen</translation>
    </message>
    <message>
        <source>{count} sentence</source>
        <extracomment>desktop_app/ui/strings/speakers.py, desktop_app/ui/strings/words.py</extracomment>
        <translation>{count} Satz</translation>
    </message>
    <message>
        <source>{count} sentences</source>
        <extracomment>desktop_app/ui/strings/speakers.py, desktop_app/ui/strings/words.py</extracomment>
        <translation>{count} Sätze</translation>
    </message>
    <message>
        <source>{count} transcript</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>{count} Transkript</translation>
    </message>
    <message>
        <source>{count} transcripts</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>{count} Transkripte</translation>
    </message>
    <message>
        <source>{sentences} in {transcripts} are as before.</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>Wieder wie vorher: {sentences} ({transcripts}).</translation>
    </message>
    <message>
        <source>{sentences} changed in {transcripts}.</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>Geändert: {sentences} ({transcripts}).</translation>
    </message>
    <message>
        <source>{count} transcript was left as it is.</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>{count} Transkript blieb unverändert.</translation>
    </message>
    <message>
        <source>{count} transcripts were left as they are.</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>{count} Transkripte blieben unverändert.</translation>
    </message>
    <message>
        <source>{count} word was imported.</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>{count} Wort wurde importiert.</translation>
    </message>
    <message>
        <source>{count} words were imported.</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>{count} Wörter wurden importiert.</translation>
    </message>
    <message>
        <source>The list is saved as {path}</source>
        <extracomment>desktop_app/ui/strings/words.py</extracomment>
        <translation>Die Liste wurde gespeichert als {path}</translation>
    </message>
</context>
</TS>
