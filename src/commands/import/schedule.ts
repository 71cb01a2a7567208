import { dump } from 'js-yaml'
import { given } from '../../domain/given.ts'
import type { Exam } from '../../domain/timetable/exam.ts'

/** Exams as the `schedule` of the values. */
export function examsToSchedule(
  exams: readonly Exam[],
  { timezone, pool }: { readonly timezone: string | undefined; readonly pool: string },
): string {
  const schedule = exams.map(({ course, students, start, end, pool: own = pool }) => ({
    name: course,
    start,
    end,
    ...given({ timezone }),
    pools: own === '' ? { students } : { [own]: { students } },
  }))
  return dump({ schedule }, { lineWidth: -1 }).trimEnd()
}
