import { type Crowd, crowdOf } from '../../../../src/domain/forecast/crowd.ts'
import type { Minutes } from '../../../../src/domain/forecast/minutes.ts'

/** People of whom nobody says whose they are. */
export const crowd = (people: Minutes): Crowd => crowdOf(new Map([[undefined, people]]), [])
