/** Opens one thing after the other; what was opened is closed in the opposite order, also where a later one fails. */
export const closing = async <T extends object>(
  open: (later: (close: () => unknown) => void) => Promise<T>,
): Promise<T & { readonly close: () => Promise<void> }> => {
  const opened: (() => unknown)[] = [];
  const close = async (): Promise<void> => {
    for (const closeOne of opened.splice(0).reverse()) await closeOne();
  };
  try {
    return { ...(await open((closeOne) => void opened.push(closeOne))), close };
  } catch (error) {
    await close();
    throw error;
  }
};
