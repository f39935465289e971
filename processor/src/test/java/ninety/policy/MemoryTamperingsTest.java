package ninety.policy;

final class MemoryTamperingsTest extends TamperingsContract {

  private final MemoryTamperings tamperings = new MemoryTamperings();

  @Override
  protected Tamperings tamperings() {
    return tamperings;
  }
}
