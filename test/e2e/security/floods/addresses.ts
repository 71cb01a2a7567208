/** The flood comes from ten addresses of this machine, as if from ten pods. */
export const floodingAddress = (n: number): string => `127.0.2.${(n % 10) + 1}`
