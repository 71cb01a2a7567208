export interface ListenAt {
  readonly host: string
  readonly port: number
  /** So many connections wait in the kernel while the program is busy. */
  readonly backlog: number
}

/** Of more the kernel keeps no connection, and who came has to try again after a second; it may have a smaller number itself. */
const BACKLOG = 2048

/** What an operating system without IPv6 answers: it knows no such sockets, or no such address. */
const NO_IPV6: ReadonlySet<unknown> = new Set(['EAFNOSUPPORT', 'EADDRNOTAVAIL'])

/**
 * Listens at all addresses of this machine: those of IPv6 and IPv4, or of IPv4 alone where there is no IPv6.
 * @param listen rejects when it cannot, and may then be called again
 */
export async function listenAnywhere(listen: (at: ListenAt) => Promise<unknown>, port: number): Promise<void> {
  try {
    await listen({ host: '::', port, backlog: BACKLOG })
  } catch (error) {
    if (!NO_IPV6.has((error as NodeJS.ErrnoException).code)) throw error
    await listen({ host: '0.0.0.0', port, backlog: BACKLOG })
  }
}
