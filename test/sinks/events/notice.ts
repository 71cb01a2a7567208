/** Something told of the pool `user`: `notice({ reason: 'HeldBack' })`. */
import { deploymentObject, type Notice } from '../../../src/domain/notices/notice.ts'

export const notice = (spec: Partial<Notice> = {}): Notice => {
  const { note = '2 to 3: a test' } = spec
  return {
    reason: 'Scaled',
    type: 'Normal',
    regarding: deploymentObject('user-placeholder', 'hub', 'u'),
    kind: 'occurrence',
    id: note,
    ...spec,
    note,
  }
}
