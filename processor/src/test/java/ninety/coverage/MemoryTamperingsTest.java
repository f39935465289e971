package ninety.coverage;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

final class MemoryTamperingsTest extends TamperingsContract {

  private final Set<UUID> decided = new HashSet<>();
  private final MemoryTamperings tamperings = new MemoryTamperings(() -> decided);

  @Override
  protected Tamperings tamperings() {
    return tamperings;
  }

  @Override
  protected void over(Tampering change) {
    decided.addAll(change.alertIds());
  }
}
