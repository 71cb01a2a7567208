import { createReadStream, existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type Asked, type Granted, isWanted, Rights, type TakenAway } from './rights.ts'

/** What is wrong with the chart's Roles, a line for each; none: they are exact. */
export interface Judged {
  readonly unused: readonly string[]
  readonly refused: readonly string[]
  /** How many rights were compared: with none nothing was noted. */
  readonly granted: number
}

/** @param folder of the notes that `WARMSEATS_AUDIT` named */
export async function judgeNotes(folder: string): Promise<Judged> {
  const [granted, used, refused] = [new Set<string>(), new Set<string>(), new Set<string>()]
  for (const file of globSync('*.grants.jsonl', { cwd: folder })) {
    const rights = new Rights()
    rights.grant(notesIn<Granted>(join(folder, file)))
    const wanted = notesIn<TakenAway>(join(folder, file.replace('.grants.', '.refusals.')))
    // A log that grows too large goes on in another, with the date in its name.
    for (const log of globSync(file.replace('.grants.jsonl', '.audit*.jsonl'), { cwd: folder }))
      await noteAll(join(folder, log), rights)
    for (const right of rights.granted) granted.add(right)
    for (const right of rights.used) used.add(right)
    for (const one of rights.refused) if (!wanted.some((taken) => isWanted(one, taken))) refused.add(one.said)
  }
  const unused = [...granted].filter((right) => !used.has(right)).toSorted()
  return { unused, refused: [...refused].toSorted(), granted: granted.size }
}

async function noteAll(path: string, rights: Rights): Promise<void> {
  if (!existsSync(path)) return
  for await (const line of createInterface({ input: createReadStream(path) })) {
    // The API server that was killed in the middle of a line.
    if (line.endsWith('}')) rights.note(JSON.parse(line) as Asked)
  }
}

function notesIn<T>(path: string): T[] {
  if (!existsSync(path)) return []
  const lines = readFileSync(path, 'utf8').split('\n')
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as T)
}
