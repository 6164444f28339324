/** Who hears a bell in this very process, when Redis cannot carry it. */
export interface Listener {
  hear(ids: readonly string[], limited: readonly string[]): Promise<void>;
}
