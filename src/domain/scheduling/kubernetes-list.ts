/**
 * The items of what `kubectl get … -o json` prints: a List, a single object, or a plain array of objects.
 * @returns undefined when it is none of these
 */
export function itemsOf(json: unknown): readonly object[] | undefined {
  const items = Array.isArray(json)
    ? json
    : isObject(json) && 'items' in json
      ? json.items
      : isObject(json) && 'kind' in json
        ? [json]
        : undefined
  return Array.isArray(items) ? items.filter(isObject) : undefined
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
