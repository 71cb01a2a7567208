/** What is asked for several times and takes long is made once: `const played = once((name: string) => play(name))`. */
export function once<Asked, Made>(make: (asked: Asked) => Made): (asked: Asked) => Made {
  const known = new Map<Asked, { readonly made: Made }>()
  return (asked) => {
    const { made } = known.get(asked) ?? { made: make(asked) }
    known.set(asked, { made })
    return made
  }
}
