/** The registry that nodes of a pool pull the users' image from, where it does not just give it to everybody. */
export interface RegistrySpec {
  /** Who comes without this imagePullSecret does not get the image; undefined: it is public. */
  readonly secret?: string
  /** A pull fails that begins, or is under way, while it cannot be reached. */
  readonly outages: readonly Outage[]
  /** How many pulls may begin within a stretch of time: further ones are put off. */
  readonly limit?: { readonly pulls: number; readonly everyMs: number }
}

interface Outage {
  readonly fromMs: number
  readonly toMs: number
  /** What the kubelet is told. */
  readonly says: string
}

export interface Pull {
  readonly image: string
  readonly secrets: readonly string[]
  readonly fromMs: number
  readonly toMs: number
}

/** Why a pull fails, and when that shows. */
export interface Refusal {
  readonly atMs: number
  /** In the words of containerd and the registry. */
  readonly says: string
}

/** So long a registry takes to say no. */
const ANSWER_MS = 1000

/**
 * Whether a pull fails; undefined: it comes.
 * @param begun instants at which earlier ones began that were not refused: this one is added
 */
export function refusalOf(registry: RegistrySpec, pull: Pull, begun: number[]): Refusal | undefined {
  const { image, secrets, fromMs, toMs } = pull
  const { secret, outages, limit } = registry
  const outage = outages.find((one) => one.fromMs < toMs && one.toMs > fromMs)
  if (outage && outage.fromMs <= fromMs) return refusal(image, fromMs, outage.says)
  if (secret !== undefined && !secrets.includes(secret)) return refusal(image, fromMs, unauthorized(image))
  const recent = begun.filter((ms) => limit && ms > fromMs - limit.everyMs)
  if (limit && recent.length >= limit.pulls) return refusal(image, fromMs, tooMany(image))
  begun.splice(0, begun.length, ...recent, fromMs)
  return outage && refusal(image, outage.fromMs, outage.says)
}

const refusal = (image: string, ms: number, says: string): Refusal => ({
  atMs: ms + ANSWER_MS,
  says: `failed to pull and unpack image "${image}": ${says}`,
})

const unauthorized = (image: string) =>
  `failed to resolve reference "${image}": unexpected status from HEAD request to ${manifestOf(image)}: 401 Unauthorized`

const tooMany = (image: string) =>
  `failed to resolve reference "${image}": unexpected status from HEAD request to ${manifestOf(image)}: 429 Too Many Requests`

function manifestOf(image: string): string {
  const [, host = '', path = '', tag = ''] = /^([^/]+)\/([^:@]+)[:@]?(.*)$/.exec(image) ?? []
  return `https://${host}/v2/${path}/manifests/${tag || 'latest'}`
}
