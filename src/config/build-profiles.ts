import { parseDuration } from '../domain/duration.ts'
import type { AllowedCaller, ProfilesConfig } from '../domain/settings/config.ts'
import type { CallerValues, ProfilesValues } from './profiles-fields.ts'
import { DEFAULTS } from './schema.ts'

/** One that expires as it is made would be made again without pause. */
const LEAST_LIFETIME_MS = 15_000

/** `profiles` of the values, with what counts where they are silent. What stands in profiles is judged where it is read. */
export function buildProfiles(values: ProfilesValues | null | undefined): ProfilesConfig {
  const { webhook, services, api, ...defaults } = DEFAULTS.profiles
  return {
    enabled: values?.enabled ?? defaults.enabled,
    namespaces: values?.namespaces ?? defaults.namespaces,
    static: values?.static ?? defaults.static,
    ...buildReach(values ?? {}),
    ...buildForAll(values ?? {}),
    webhook: {
      enabled: values?.webhook?.enabled ?? webhook.enabled,
      timeoutMs: (values?.webhook?.timeoutSeconds ?? webhook.timeoutSeconds) * 1000,
      certManager: values?.webhook?.certManager?.enabled ?? webhook.certManager.enabled,
      certificateLifetimeMs: Math.max(
        LEAST_LIFETIME_MS,
        parseDuration(values?.webhook?.certificateLifetime ?? webhook.certificateLifetime) ?? 0,
      ),
    },
    services: { allowedKinds: values?.services?.allowedKinds ?? services.allowedKinds },
    api: {
      enabled: values?.api?.enabled ?? api.enabled,
      serviceAccounts: (values?.api?.serviceAccounts ?? api.serviceAccounts).map(callerOf),
    },
    images: (values?.images ?? defaults.images).map(({ image, title }) => ({ image, title: title || image })),
  }
}

/** What every user's pod gets, whatever its profiles. */
function buildForAll(values: ProfilesValues) {
  const { mountPath, doNotDisrupt, sitTogether, schedulerName } = DEFAULTS.profiles
  return {
    mountPath: values.mountPath ?? mountPath,
    doNotDisrupt: values.doNotDisrupt ?? doNotDisrupt,
    sitTogether: values.sitTogether ?? sitTogether,
    schedulerName: values.schedulerName ?? schedulerName,
  }
}

/** What profiles of ConfigMaps may reach. A list that is written takes the place of the default. */
function buildReach(values: ProfilesValues) {
  const { allowedSecrets, allowedClaims, allowedImages, reservedEnv } = DEFAULTS.profiles
  return {
    allowedSecrets: values.allowedSecrets ?? allowedSecrets,
    allowedClaims: values.allowedClaims ?? allowedClaims,
    allowedImages: values.allowedImages ?? allowedImages,
    reservedEnv: values.reservedEnv ?? reservedEnv,
  }
}

const callerOf = (values: CallerValues): AllowedCaller =>
  typeof values === 'string'
    ? { name: values, namespaces: [] }
    : { name: values.name, namespaces: values.namespaces ?? [] }
