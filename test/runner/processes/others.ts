import { filesOf, TESTS } from '../files.ts'
import { together } from '../together.ts'

await together(TESTS, filesOf('others'))
