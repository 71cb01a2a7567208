import type { Plan } from '../../src/rehearsal/plan.ts'

export const plan = (more: Partial<Plan> = {}): Plan => ({
  run: 'k3x9',
  pool: 'user',
  users: 3,
  overMs: 20_000,
  patienceMs: 60_000,
  keepMs: 0,
  ...more,
})
