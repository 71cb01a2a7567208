/** A user's pod bears the user's name, and the utilization policy names the one that waits. */
export const withoutPodNames = (text: string): string =>
  text.replaceAll(/\bpod [a-z0-9][-a-z0-9.]* waits/g, "a user's pod waits")
