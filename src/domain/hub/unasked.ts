import { type Problem, problem } from '../problem.ts'
import type { HubConfig } from '../settings/hub-settings.ts'
import type { HubView } from './view.ts'

/** Why the hub cannot be asked, in words that stay while it lasts. */
export function unaskedProblems({ health }: HubView, hub: HubConfig | undefined): Problem[] {
  if (health.at !== 'failing' || !hub?.api) return []
  const host = /^[^/]+\/\/([^/]+)/.exec(hub.api.url)?.[1] ?? ''
  return [
    problem('hub', `the hub at ${host} cannot be asked: ${health.because}; people count once their pods are there`),
  ]
}
