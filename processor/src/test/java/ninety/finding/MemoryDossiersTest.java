package ninety.finding;

final class MemoryDossiersTest extends DossiersContract<MemoryDossiers> {

  private final MemoryDossiers dossiers = new MemoryDossiers();

  @Override
  protected MemoryDossiers dossiers() {
    return dossiers;
  }
}
