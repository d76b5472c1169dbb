/** Opens one thing after the other; what was opened is closed in the opposite order, also where a later one fails. */
export const closing = async <T extends object>(
  open: (later: (close: () => unknown) => void) => Promise<T>,
): Promise<T & { readonly close: () => Promise<void> }> => {
  const opened: (() => unknown)[] = [];
  /** One that does not close keeps no other open. */
  const close = async (): Promise<void> => {
    const faults: unknown[] = [];
    for (const closeOne of opened.splice(0).reverse())
      try {
        await closeOne();
      } catch (error) {
        faults.push(error);
      }
    if (faults.length > 0) throw faults[0];
  };
  try {
    return { ...(await open((closeOne) => void opened.push(closeOne))), close };
  } catch (error) {
    await close().catch(() => undefined);
    throw error;
  }
};
