import type { ProfilesReading } from '../../domain/profiles/reading/read.ts'
import { joinReadings, readProfileFile } from '../../domain/profiles/reading/read-file.ts'
import { readText } from '../read-input.ts'

/** Files of profiles or ConfigMaps as one, in the order given: later wins. @throws InputError */
export async function readProfileFiles(files: readonly string[]): Promise<ProfilesReading> {
  const readings: ProfilesReading[] = []
  for (const file of files) readings.push(readProfileFile(await readText(file), file))
  return joinReadings(readings)
}
