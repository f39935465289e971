package ninety.exemption;

final class MemoryExemptionsTest extends ExemptionLogContract {

  private final MemoryExemptions exemptions = new MemoryExemptions();

  @Override
  protected ExemptionLog log() {
    return exemptions;
  }
}
