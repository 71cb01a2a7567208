import { access, constants, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { InputError } from './read-input.ts'

/** Before work begins whose result is to be written there. Makes nothing. @throws InputError when it could not be */
export async function refuseUnwritable(path: string): Promise<void> {
  const refuse = (because: string) => new InputError(`cannot write ${path}: ${because}`)
  const there = await stat(path).catch(() => undefined)
  if (there?.isDirectory()) throw refuse('it is a folder')
  const folder = dirname(path)
  if (!there && !(await stat(folder).catch(() => undefined))?.isDirectory())
    throw refuse(`there is no folder ${folder}`)
  await access(there ? path : folder, constants.W_OK).catch((error: Error) => {
    throw refuse(error.message)
  })
}
