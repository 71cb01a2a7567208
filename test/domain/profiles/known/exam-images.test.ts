import assert from 'node:assert/strict'
import { it } from 'node:test'
import { examImagesOf } from '../../../../src/domain/profiles/known/exam-images.ts'
import { profilesIn } from '../../../support/profiles.ts'

it('are those of profiles that count during events', () => {
  const set = profilesIn(`profiles:
- {name: exam, during: Midterm*, image: "exam:1"}
- {name: no image, during: Final*}
- {name: always, users: [ada], image: "ada:1"}`)
  assert.deepEqual(
    examImagesOf(set).map(({ during, image }) => [during.titles, image]),
    [[['Midterm*'], 'exam:1']],
  )
})
