package ninety.coverage;

final class MemoryCoverageTest extends CoverageLogContract {

  private final MemoryCoverage coverage = new MemoryCoverage();

  @Override
  protected CoverageLog log() {
    return coverage;
  }

  @Override
  protected CoverageLog another() {
    return new MemoryCoverage();
  }
}
