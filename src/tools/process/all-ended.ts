/**
 * What `Promise.all` gives, and no sooner than all of the work has ended: nothing goes on in a repository while a failure is
 * told and what was done there is put back. Rejects with the first failure in their order.
 */
export async function allEnded<const Works extends readonly unknown[]>(
  works: Works,
): Promise<{ -readonly [Place in keyof Works]: Awaited<Works[Place]> }> {
  await Promise.allSettled(works);
  return Promise.all(works);
}
