import type { ProfilesConfig } from '../domain/config.ts'
import { parseDuration } from '../domain/duration.ts'
import type { ProfilesValues } from './profiles-fields.ts'
import { DEFAULTS } from './schema.ts'

const QUARTER_MS = 90 * 24 * 60 * 60_000

/** `profiles` of the values, with what counts where they are silent. What stands in profiles is judged where it is read. */
export function buildProfiles(values: ProfilesValues | null | undefined): ProfilesConfig {
  const { webhook, services, api, ...defaults } = DEFAULTS.profiles
  return {
    enabled: values?.enabled ?? defaults.enabled,
    namespaces: values?.namespaces ?? defaults.namespaces,
    static: values?.static ?? defaults.static,
    mountPath: values?.mountPath || defaults.mountPath,
    webhook: {
      enabled: values?.webhook?.enabled ?? webhook.enabled,
      timeoutMs: (values?.webhook?.timeoutSeconds ?? webhook.timeoutSeconds) * 1000,
      certManager: values?.webhook?.certManager?.enabled ?? webhook.certManager.enabled,
      certificateLifetimeMs:
        parseDuration(values?.webhook?.certificateLifetime ?? webhook.certificateLifetime) ?? QUARTER_MS,
    },
    services: { allowedKinds: values?.services?.allowedKinds ?? services.allowedKinds },
    api: {
      enabled: values?.api?.enabled ?? api.enabled,
      serviceAccounts: values?.api?.serviceAccounts ?? api.serviceAccounts,
    },
    images: (values?.images ?? defaults.images).map(({ image, title }) => ({ image, title: title || image })),
  }
}
