package ninety.policy;

final class MemoryPolicyLogTest extends PolicyLogContract {

  private final MemoryPolicyLog log = new MemoryPolicyLog();

  @Override
  protected PolicyLog log() {
    return log;
  }
}
