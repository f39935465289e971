package ninety.finding;

final class MemoryRearmingTest extends RearmingContract {

  private final MemoryDossiers dossiers = new MemoryDossiers();

  @Override
  protected Rearming rearming() {
    return dossiers;
  }

  @Override
  protected Dossiers dossiers() {
    return dossiers;
  }
}
