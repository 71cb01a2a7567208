import type { PeopleUnit } from '../../ask.ts'
import { folded } from './fold.ts'

/**
 * What people call those who come, their seats and the machines, in the languages of those who write. A word stands here
 * in all the forms that it takes beside a number. What also means something else in a calendar (a place, a machine's
 * user) does not stand here.
 */
const STUDENTS = `
student students pupil pupils learner learners people person persons participant participants attendee attendees
studierende studierenden studierender student studenten studentin studentinnen studis studi schüler schülerin schülerinnen
  schülern teilnehmer teilnehmern teilnehmerin teilnehmerinnen teilnehmende teilnehmenden kursteilnehmer personen leute
  leuten hörer hörern hörerinnen menschen studierendenzahl studentenzahl teilnehmerzahl teilnehmendenzahl
  teilnehmeranzahl klausurteilnehmer prüfungsteilnehmer kursteilnehmende prüfling prüflinge prüflingen personenzahl personenanzahl schülerzahl studentenaantal deelnemersaantal
étudiant étudiants étudiante étudiantes élève élèves participante participantes personne personnes apprenant apprenants
  apprenantes inscrits
estudiante estudiantes alumno alumnos alumna alumnas alumnado estudiantado participante participantes asistentes persona
  personas
studente studenti studentessa studentesse alunno alunni alunne allievo allievi partecipante partecipanti iscritti iscritte
  persone
estudante estudantes aluno alunos aluna alunas participantes pessoa pessoas
studente leerling leerlingen deelnemer deelnemers persoon mensen cursist cursisten
studenci studentów studentki studentek uczestnik uczestnicy uczestników osób osoby osoba uczniowie uczniów
studenta studenti studentů studentky účastník účastníci účastníků osoba osob lidí lidé žáci žáků posluchači posluchačů
študent študenti študentov účastníkov ľudí osôb
studenter studerande studerende deltagare deltager deltagere deltaker deltakere elev elever
opiskelija opiskelijat opiskelijaa opiskelijoita osallistuja osallistujat osallistujaa henkilöä
öğrenci öğrenciler öğrencilerin katılımcı katılımcılar kişi
hallgató hallgatók diák diákok résztvevő résztvevők fő
studenți studenţi elevi persoane participanți participanţi
студент студента студенты студентов участник участника участники участников человек учащихся слушателей
студенти студентів учасники учасників осіб
φοιτητές φοιτητών φοιτητής άτομα συμμετέχοντες
mahasiswa peserta siswa orang นักศึกษา นักเรียน
סטודנטים תלמידים משתתפים طلاب طالب الطلاب مشاركين مشارك छात्र
学生 學生 学生数 學生數 学生人数 學生人數 生徒 生徒数 受講生 受講者 受講者数 参加者 参加者数 参加人数 參加者 参与者 与会者 出席者 学员
  人 名 人数 人數 位 个人 個人 名学生 个学生 位学生 人の学生 名の学生
학생 명 참가자 수강생 인원
`

const SEATS = `
seat seats
sitzplatz sitzplätze sitzplätzen plätze plätzen
asiento asientos plazas
posti
assento assentos lugares
zitplaatsen plaatsen
miejsc miejsca
míst
мест місць
席 座席 座席数 座位 座位数 席位 个座位 좌석 좌석수
`

const NODES = `
node nodes
knoten
nœud nœuds noeud noeuds
nodo nodos nodi
węzły węzłów węzeł
uzly uzlů uzel
noder узлов вузлів
ノード 节点 節點 个节点 노드
`

const wordsOf = (text: string) => text.trim().split(/\s+/).map(folded)

/** By the folded word. */
export const UNIT_WORDS: ReadonlyMap<string, PeopleUnit> = new Map<string, PeopleUnit>([
  ...wordsOf(NODES).map((word) => [word, 'nodes'] as const),
  ...wordsOf(SEATS).map((word) => [word, 'seats'] as const),
  ...wordsOf(STUDENTS).map((word) => [word, 'students'] as const),
])

/** Who come, behind a number: before a colon each of them may be something else. */
export const NOUNS_ONLY: ReadonlySet<string> = new Set(
  wordsOf(
    'users user ppl pax kids guests folks folk undergrads grads freshmen freshers examinees nutzer benutzer utilisateurs usuarios utenti gebruikers',
  ),
)

/** `placeholders` asks for the predecessor's unit, which a bare number in a pool stands for. */
export const PLACEHOLDER_WORDS: ReadonlySet<string> = new Set(wordsOf('placeholder placeholders platzhalter spare'))

/** Words that people expect to count, and that may also mean something else: they are told what would be right. */
export const NEARLY: ReadonlyMap<string, PeopleUnit> = new Map(
  wordsOf(`users enrollment enrolment enrolments enrollments enrolled headcount attendance audience capacity size
    guests registrations registered expected nutzer benutzer utilisateurs usuarios utenti utilizadores gebruikers kapazität
    capacité capacidad capienza cupo matrícula tn inscritos inscripciones effectif`).map((word) => [word, 'students']),
)
