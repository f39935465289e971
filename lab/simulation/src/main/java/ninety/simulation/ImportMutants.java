package ninety.simulation;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import ninety.finding.AllDossiers;
import ninety.finding.Dossier;
import ninety.finding.Due;
import ninety.finding.Notice;
import ninety.finding.UnreadableItem;
import ninety.sweep.Places;
import ninety.user.Reconciliation;
import ninety.user.Reconciliations;
import ninety.user.UserId;

/** Bugs in what an import writes, and in what is said of a population that is not known. */
enum ImportMutants implements Mutant {
  /** That the population is not known is reported to nobody. */
  UNKNOWN_POPULATION_UNREPORTED {
    @Override
    public Places places(Places places, World world) {
      return Others.saying(places, notice -> !(notice instanceof Notice.PopulationUnknown));
    }
  },

  /** Nor that it is known. */
  KNOWN_POPULATION_UNREPORTED {
    @Override
    public Places places(Places places, World world) {
      return Others.saying(places, notice -> !(notice instanceof Notice.PopulationKnown));
    }
  },

  /** A list that was not believed is taken for one that was written to its end. */
  REFUSED_LIST_COUNTS {
    @Override
    public Reconciliations imports(Reconciliations log) {
      return new Reconciliations() {
        @Override
        public Reconciliation.Latest read() {
          return log.read();
        }

        @Override
        public void done(Reconciliation reconciliation) {
          log.done(reconciliation);
        }

        @Override
        public void refused(Reconciliation.Refused refused) {
          log.done(refused.what());
        }
      };
    }
  },

  /** Whom events never named the list does not make known either. */
  LISTED_USER_LEFT_OUT {
    @Override
    public AllDossiers importing(AllDossiers dossiers) {
      return storing(dossiers, it -> it.stored() ? Optional.of(it) : Optional.empty());
    }
  },

  /** Who is found by a list is looked at by no sweep. */
  LISTED_USER_NEVER_DUE {
    @Override
    public AllDossiers importing(AllDossiers dossiers) {
      return storing(dossiers, it -> Optional.of(it.stored() ? it : it.withDue(new Due.Never())));
    }
  };

  /** What is left out is taken for written. */
  private static AllDossiers storing(
      AllDossiers right, Function<Dossier, Optional<Dossier>> other) {
    return new AllDossiers() {
      @Override
      public Stream<Dossier> all(Consumer<UnreadableItem> unreadable) {
        return right.all(unreadable);
      }

      @Override
      public Optional<Dossier> read(UserId id) {
        return right.read(id);
      }

      @Override
      public Stored store(Dossier changed) {
        return other.apply(changed).map(right::store).orElseGet(() -> new Stored.Written(changed));
      }
    };
  }
}
