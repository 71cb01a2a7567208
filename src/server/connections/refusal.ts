/** Which of both ports: that of health, metrics and the page, or that of webhook and profiles. */
export type Port = 'http' | 'https'

/**
 * Why a connection was closed: `address`, its own has too many; `all`, too many in all; `late`, its handshake or request did
 * not come in time; `streams`, too many hear of news of the page.
 */
export type Because = 'address' | 'all' | 'late' | 'streams'

export interface Refusal {
  readonly port: Port
  readonly because: Because
  /** Whose it was. */
  readonly address: string
}

/** Of whom a server tells. */
export type TellRefusal = (refusal: Refusal) => void

/** An address of IPv4 as people write it. */
export const plainAddress = (address = ''): string => address.replace(/^::ffff:(?=\d+\.)/, '')
