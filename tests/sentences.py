"""What people say, in the 25 languages of Parakeet v3 and Canary 1B v2."""

SPOKEN = {
    "bg": (
        "Добро утро на всички, днес ще говорим за плана за следващата година.",
        "Не мисля, че това ще стане толкова бързо, колкото искаме.",
        "Вчера вечерта вървях покрай реката и срещнах стар приятел.",
        "Можеш ли да ми кажеш кога тръгва последният влак?",
    ),
    "hr": (
        "Dobro jutro svima, danas ćemo razgovarati o planu za sljedeću godinu.",
        "Ne mislim da će to ići tako brzo kao što bismo htjeli.",
        "Jučer navečer sam šetao uz rijeku i sreo starog prijatelja.",
        "Možeš li mi reći kada polazi posljednji vlak i gdje mogu kupiti kartu?",
    ),
    "cs": (
        "Dobré ráno všem, dnes si budeme povídat o plánu na příští rok.",
        "Nemyslím si, že to půjde tak rychle, jak bychom si přáli.",
        "Včera večer jsem se procházel podél řeky a potkal starého přítele.",
        "Můžeš mi říct, kdy odjíždí poslední vlak a kde koupím jízdenku?",
    ),
    "da": (
        "Godmorgen alle sammen, i dag skal vi tale om planen for næste år.",
        "Jeg tror ikke, at det kommer til at gå så hurtigt, som vi gerne ville.",
        "I går aftes gik jeg en tur langs åen og mødte en gammel ven.",
        "Kan du sige mig, hvornår det sidste tog kører, og hvor jeg køber en billet?",
    ),
    "nl": (
        "Goedemorgen allemaal, vandaag gaan we het hebben over het plan voor volgend jaar.",
        "Ik denk niet dat het zo snel zal gaan als we zouden willen.",
        "Gisteravond liep ik langs de rivier en kwam ik een oude vriend tegen.",
        "Kun je me zeggen wanneer de laatste trein vertrekt?",
    ),
    "en": (
        "Good morning everyone, today we are going to talk about the plan for next year.",
        "I do not think that it will go as quickly as we would like.",
        "Last night I was walking along the river and met an old friend.",
        "Can you tell me when the last train leaves and where I can buy a ticket?",
    ),
    "et": (
        "Tere hommikust kõigile, täna räägime järgmise aasta plaanist.",
        "Ma ei usu, et see läheb nii kiiresti, kui me tahaksime.",
        "Eile õhtul jalutasin jõe ääres ja kohtasin vana sõpra.",
        "Kas sa oskad öelda, millal viimane rong väljub?",
    ),
    "fi": (
        "Hyvää huomenta kaikille, tänään puhumme ensi vuoden suunnitelmasta.",
        "En usko, että se sujuu niin nopeasti kuin haluaisimme.",
        "Eilen illalla kävelin joen rannalla ja tapasin vanhan ystävän.",
        "Voitko kertoa, milloin viimeinen juna lähtee?",
    ),
    "fr": (
        "Bonjour à tous, aujourd'hui nous allons parler du projet pour l'année prochaine.",
        "Je ne pense pas que cela ira aussi vite que nous le voudrions.",
        "Hier soir, je me promenais au bord de la rivière et j'ai rencontré un vieil ami.",
        "Peux-tu me dire quand part le dernier train et où je peux acheter un billet ?",
    ),
    "de": (
        "Guten Morgen zusammen, heute sprechen wir über den Plan für das nächste Jahr.",
        "Ich glaube nicht, dass das so schnell gehen wird, wie wir es gern hätten.",
        "Gestern Abend bin ich am Fluss entlanggegangen und habe einen alten Freund getroffen.",
        "Kannst du mir sagen, wann der letzte Zug fährt und wo ich eine Karte kaufen kann?",
    ),
    "el": (
        "Καλημέρα σε όλους, σήμερα θα μιλήσουμε για το σχέδιο της επόμενης χρονιάς.",
        "Δεν νομίζω ότι θα πάει τόσο γρήγορα όσο θα θέλαμε.",
        "Χθες το βράδυ περπατούσα δίπλα στο ποτάμι και συνάντησα έναν παλιό φίλο.",
        "Μπορείς να μου πεις πότε φεύγει το τελευταίο τρένο;",
    ),
    "hu": (
        "Jó reggelt mindenkinek, ma a jövő évi tervről fogunk beszélni.",
        "Nem hiszem, hogy ez olyan gyorsan fog menni, ahogy szeretnénk.",
        "Tegnap este a folyó mentén sétáltam, és találkoztam egy régi barátommal.",
        "Meg tudod mondani, mikor indul az utolsó vonat?",
    ),
    "it": (
        "Buongiorno a tutti, oggi parleremo del progetto per il prossimo anno.",
        "Non credo che andrà così in fretta come vorremmo.",
        "Ieri sera camminavo lungo il fiume e ho incontrato un vecchio amico.",
        "Mi puoi dire quando parte l'ultimo treno e dove posso comprare un biglietto?",
    ),
    "lv": (
        "Labrīt visiem, šodien mēs runāsim par nākamā gada plānu.",
        "Es nedomāju, ka tas notiks tik ātri, kā mēs gribētu.",
        "Vakar vakarā es staigāju gar upi un satiku vecu draugu.",
        "Vai tu vari pateikt, kad atiet pēdējais vilciens?",
    ),
    "lt": (
        "Labas rytas visiems, šiandien kalbėsime apie kitų metų planą.",
        "Nemanau, kad tai vyks taip greitai, kaip norėtume.",
        "Vakar vakare vaikščiojau palei upę ir sutikau seną draugą.",
        "Ar gali pasakyti, kada išvyksta paskutinis traukinys?",
    ),
    "mt": (
        "Bonġu lil kulħadd, illum se nitkellmu dwar il-pjan għas-sena d-dieħla.",
        "Ma naħsibx li dan se jsir malajr daqskemm nixtiequ aħna.",
        "Ilbieraħ filgħaxija kont qed nimxi ħdejn ix-xmara u ltqajt ma' ħabib antik.",
        "Tista' tgħidli meta titlaq l-aħħar ferrovija?",
    ),
    "pl": (
        "Dzień dobry wszystkim, dzisiaj będziemy rozmawiać o planie na przyszły rok.",
        "Nie sądzę, żeby to poszło tak szybko, jak byśmy chcieli.",
        "Wczoraj wieczorem szedłem wzdłuż rzeki i spotkałem starego przyjaciela.",
        "Czy możesz mi powiedzieć, kiedy odjeżdża ostatni pociąg?",
    ),
    "pt": (
        "Bom dia a todos, hoje vamos falar sobre o plano para o próximo ano.",
        "Não acho que isso vá tão depressa como nós gostaríamos.",
        "Ontem à noite eu caminhava junto ao rio e encontrei um velho amigo.",
        "Podes dizer-me quando parte o último comboio e onde posso comprar um bilhete?",
    ),
    "ro": (
        "Bună dimineața tuturor, astăzi vom vorbi despre planul pentru anul viitor.",
        "Nu cred că va merge atât de repede pe cât ne-am dori.",
        "Aseară mă plimbam de-a lungul râului și am întâlnit un vechi prieten.",
        "Poți să-mi spui când pleacă ultimul tren?",
    ),
    "sk": (
        "Dobré ráno všetkým, dnes sa budeme rozprávať o pláne na budúci rok.",
        "Nemyslím si, že to pôjde tak rýchlo, ako by sme chceli.",
        "Včera večer som sa prechádzal popri rieke a stretol som starého priateľa.",
        "Môžeš mi povedať, kedy odchádza posledný vlak a kde kúpim lístok?",
    ),
    "sl": (
        "Dobro jutro vsem, danes bomo govorili o načrtu za prihodnje leto.",
        "Ne verjamem, da bo šlo tako hitro, kot bi si želeli.",
        "Sinoči sem se sprehajal ob reki in srečal starega prijatelja.",
        "Mi lahko poveš, kdaj odpelje zadnji vlak in kje lahko kupim vozovnico?",
    ),
    "es": (
        "Buenos días a todos, hoy vamos a hablar del plan para el próximo año.",
        "No creo que esto vaya tan rápido como nos gustaría.",
        "Anoche caminaba junto al río y me encontré con un viejo amigo.",
        "¿Puedes decirme cuándo sale el último tren y dónde puedo comprar un billete?",
    ),
    "sv": (
        "God morgon allihopa, i dag ska vi prata om planen för nästa år.",
        "Jag tror inte att det kommer att gå så fort som vi skulle vilja.",
        "I går kväll gick jag längs ån och träffade en gammal vän.",
        "Kan du säga mig när det sista tåget går och var jag kan köpa en biljett?",
    ),
    "ru": (
        "Доброе утро всем, сегодня мы поговорим о плане на следующий год.",
        "Я не думаю, что это пойдёт так быстро, как нам хотелось бы.",
        "Вчера вечером я гулял вдоль реки и встретил старого друга.",
        "Ты можешь сказать мне, когда отходит последний поезд?",
    ),
    "uk": (
        "Доброго ранку всім, сьогодні ми поговоримо про план на наступний рік.",
        "Я не думаю, що це піде так швидко, як нам хотілося б.",
        "Учора ввечері я гуляв уздовж річки і зустрів старого друга.",
        "Чи можеш ти сказати мені, коли відходить останній потяг?",
    ),
}

# English all of it, and full of what might be taken for something else.
ENGLISH_100 = """
My name is Katarzyna Wiśniewska and I have lived in Kraków for twelve years.
Her grandmother came from Ljubljana, his from a village near Škofja Loka.
We drove from Zagreb to Dubrovnik and on to Kotor.
Friedrichstraße, Alexanderplatz, Hauptbahnhof, then you change.
Barack Obama, Angela Merkel, Emmanuel Macron and Mario Draghi were all there.
I ordered the tagliatelle al ragù and she had the spaghetti alle vongole.
He always says that c'est la vie, and then he laughs.
That was in 1984, or maybe 1985, at about 15,000 a year.
Yes, yes, yes, of course, yes.
No no no no no.
Okay, okay, okay, okay, okay.
Mhm, mhm, yeah, right.
Ha ha ha ha ha ha ha ha.
Three, two, one, zero.
One hundred and twenty-three million four hundred thousand.
The deadline is the thirty-first of December, twenty twenty-six.
Dial zero zero four nine, three zero, one two three.
It is spelled M, U, double L, E, R.
The zeitgeist, the wanderlust, the kindergarten: you took our best words.
She has a certain je ne sais quoi about her.
The hors d'oeuvre was better than the main course.
In vino veritas, as they say.
The Rijksmuseum and the Concertgebouw are next to each other.
Volkswagen, Siemens and Deutsche Telekom all lost ground today.
Real Madrid beat Borussia Mönchengladbach by three goals to one.
Our guest today is Professor Søren Kierkegaard Jensen from Aarhus.
The conference is in Łódź, not in Wrocław, so please change the ticket.
I met Juan Carlos Rodríguez Fernández at the airport.
He studied at the École Normale Supérieure before he came to us.
We listened to Sibelius, Grieg and Dvořák all evening.
It was déjà vu all over again.
The a priori assumption is wrong, and so is the a posteriori one.
What do you mean by that?
I mean it.
So do I.
Let me see.
Where was I?
You were talking about the budget.
Right, the budget.
The budget for the second quarter went up by four percent.
Nobody could explain why.
Then the phone rang.
It was my sister, calling from Reykjavík.
She said that the flight to Tórshavn was cancelled.
There is a smørrebrød place around the corner that I like a lot.
I had never eaten pierogi before, or bigos, or żurek.
The fado singer from Lisbon sang about saudade.
It took us six hours to drive from Tallinn to Vilnius.
Can everybody hear me at the back?
Good, then I will go on.
The next slide shows the results for each group.
As you can see, the difference is small.
That does not mean that it is not important.
We asked two hundred people, and one hundred and ninety answered.
Most of them were from Slovakia and the Czech Republic.
The rest came from Croatia, Slovenia and Serbia.
We paid everyone twenty euros.
Some of them gave it back.
I still do not know why.
Maybe they felt sorry for us.
This brings me to my last point.
If we want to change anything, we have to begin now.
Not next year, not next month, now.
Thank you very much.
Are there any questions?
Yes, the lady in the blue jacket, please.
Thank you for the talk, it was very interesting.
I was wondering whether you also looked at the older people.
We did, but there were only nine of them.
So we cannot say much about that group.
I see, thank you.
Anybody else?
Then I would like to hand over to my colleague Håkan Lindström.
Thanks, Katarzyna.
Is this on?
Can you hear me?
All right.
I will keep it short, because lunch is waiting.
The soup is getting cold, as my mother used to say.
She also used to say, never trust a thin cook.
In our lab in Göteborg we do things in another way.
We begin with the data, and only then do we think of a question.
People say that this is wrong.
They may be right.
But it has worked for us for thirty years.
The first picture shows the harbour in winter.
The second one shows it in summer.
You will notice that the ice is gone.
Every year it goes a little sooner.
In nineteen sixty it was still there in May.
Last year it was gone in February.
We measured it every single day.
My colleague Mikołaj Przybylski wrote it all down by hand.
He has the most beautiful handwriting I have ever seen.
When he retired, we framed one of his pages.
It hangs in the hall, beside the coffee machine.
If you ever come to visit us, have a look at it.
And have a coffee.
It is not very good, but it is free.
Thank you all, and enjoy your lunch.
""".strip().splitlines()
