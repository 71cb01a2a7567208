import { folded } from './fold.ts'

const wordsOf = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/).map(folded))

/** Before a number: how sure it is, or that it is the most. «no more than», «bis zu», «jusqu'à» are words one by one. */
export const BEFORE = wordsOf(`
about approx approximately around roughly some circa ca c est estimated expected expecting expect max maximum maximal up to at
  most no more than nearly almost over under less least min minimum total probably maybe likely we of the a total is are
etwa ungefähr ungef rund zirka bis zu höchstens maximale maximalen mind mindestens voraussichtlich geschätzt erwartet
  insgesamt knapp gut wir erwarten
environ env peu près à jusqu'à jusqu'a jusqu au plus près de d autour maximum prévus prévu
aproximadamente aprox unos unas alrededor hasta máximo como cerca esperamos mas más
fino massimo al attesi previsti
até no máximo
ongeveer tot maximaal plusminus verwacht
około ok do maksymalnie
asi cca přibližně až
ungefär omkring højst cirka
noin enintään yaklaşık около примерно до
約 约 およそ 最大 最多 大约 大約 大概 定員 预计 預計 予定 약 최대
`)

/** Between two numbers. */
export const BETWEEN = wordsOf(`
to till until through or bis oder à ou a o al fino hasta até tot do až nebo lub til till до или から 到 至 에서
`)

/** Between two numbers behind a word that opens a range, and between two nouns. */
export const AND = wordsOf('and und et y e en i og och и')

/** Opens a range: «between 300 and 350». */
export const OPENS = wordsOf(
  'between from zwischen von vom entre de desde tra fra da tussen van między od mezi mellan mellom',
)

/** Between a number and its noun, or behind both. */
export const BEHIND = wordsOf(`
expected enrolled registered max maximum total approx approximately about left estimated x
  ish coming attending will come are please thanks thank you
erwartet erwartete angemeldete angemeldet insgesamt maximal max ca eingeschrieben eingeschriebene circa etwa gesamt ungefähr
de d au maximum attendus inscrits environ prévus total máximo aproximadamente inscritos esperados previsti iscritti circa
  totale matriculados verwacht ingeschreven ongeveer
程度 くらい ぐらい 以内 以下 左右 まで 정도 の 的 个 個 名 位 人
`)

/** What makes no word of a key another one: «expected number of students», «Anzahl Studierende», «nombre d'étudiants». */
export const IN_KEY = wordsOf(`
no nr num number of the count total expected estimated approx approximate approximately about max maximum maximal our est
  enrolled registered all how many we need expect expecting please for class course size attendance
anzahl zahl der die das an von erwartete erwarteten erwartet angemeldete teilnehmerzahl gesamt gesamtzahl voraussichtliche
  max zahl
nombre nb d de des du les le l effectif prévu prévus attendus total
número numero cantidad de los las total esperados previstos n
numero di dei degli totale previsti
número dos das total
aantal totaal verwacht verwachte het
liczba ilość počet antal totalt määrä sayısı szám numărul число количество кількість
warmseats jupyterhub hub seats-needed
`)

/** Before the name of a pool: «350 students in lab». */
export const TO_POOL = wordsOf('in on for at im in auf für en dans sur pour para em nel op voor pool the @')

/** Words that stand before a number in calendars, and hardly name a pool: nobody is told that there is no such pool. */
export const IN_CALENDARS = wordsOf(`
passcode password pin phone tel telephone fax mobile id code meeting conference extension ext dial
room raum saal hall salle sala aula lokaal sal building gebäude floor etage
week woche semaine semana settimana weeks day tag lecture vorlesung lesson session section part chapter kapitel chapitre
  unit module modul page pages seite seiten version year jahr date datum time uhrzeit quiz exam problem exercise question
  questions points point score duration hours hour minutes minute credits credit ects price cost fee grade group gruppe
  groupe team table row zip plz course kurs cours number nr no crn step level rev revision copyright isbn
`)

/** In a text that takes back what it says. */
export const TAKES_BACK =
  /(?:^|[^\p{L}])(?:not|no|none|cancel+ed|minus|without|less|except|instead|unless|if|only|nicht|kein\w*|ohne|abgesagt|entfällt|falls|nur|sans|annulé|pas|sauf|si|sin|no|cancelado|senza|annullato|sem|cancelado|geen|zonder|bez|nie)(?![\p{L}])/iu
