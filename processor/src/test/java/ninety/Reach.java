package ninety;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMethod;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The code that can run once a class is used, from the compiled classes: calls and references of
 * methods, where a call through an interface may reach each class that was made on the way. Calls
 * from outside, by a library, reach what such a class overrides.
 */
final class Reach {

  private final JavaClasses product;
  private final Set<JavaCodeUnit> reached = new HashSet<>();
  private final Deque<JavaCodeUnit> open = new ArrayDeque<>();
  private final Set<JavaClass> touched = new HashSet<>();
  private final Set<JavaClass> made = new HashSet<>();
  private final Set<String> seen = new HashSet<>();
  private final Set<AccessTarget.CodeUnitAccessTarget> virtual = new HashSet<>();
  private final Set<AccessTarget> outside = new HashSet<>();

  private Reach(JavaClasses product) {
    this.product = product;
  }

  static Reach of(JavaClass root, JavaClasses product) {
    Reach reach = new Reach(product);
    reach.touch(root);
    reach.make(root);
    root.getCodeUnits().forEach(reach::add);
    while (!reach.open.isEmpty()) {
      reach.follow(reach.open.pop());
    }
    return reach;
  }

  /** What it calls outside of the product. */
  Set<AccessTarget> outside() {
    return Set.copyOf(outside);
  }

  /** What of the product can run. */
  Set<JavaCodeUnit> inside() {
    return Set.copyOf(reached);
  }

  private void follow(JavaCodeUnit unit) {
    Stream.of(
            unit.getMethodCallsFromSelf(),
            unit.getConstructorCallsFromSelf(),
            unit.getMethodReferencesFromSelf(),
            unit.getConstructorReferencesFromSelf())
        .flatMap(Set::stream)
        .forEach(this::follow);
    unit.getFieldAccesses().forEach(access -> touch(access.getTargetOwner()));
  }

  private void follow(JavaCodeUnitAccess<?> access) {
    AccessTarget.CodeUnitAccessTarget target = access.getTarget();
    if (!product.contain(target.getOwner().getName())) {
      outside.add(target);
      return;
    }
    touch(target.getOwner());
    target.resolveMember().ifPresent(this::add);
    if (target.resolveMember().filter(JavaConstructor.class::isInstance).isPresent()) {
      make(target.getOwner());
    } else if (seen.add(target.getFullName())) {
      virtual.add(target);
      made.forEach(each -> dispatch(target, each));
    }
  }

  /** The first use of a class runs its initializer, which makes an enum's constants too. */
  private void touch(JavaClass type) {
    if (product.contain(type.getName()) && touched.add(type)) {
      type.getStaticInitializer().ifPresent(this::add);
    }
  }

  private void make(JavaClass type) {
    if (!made.add(type)) {
      return;
    }
    virtual.forEach(target -> dispatch(target, type));
    Set<String> fromOutside = new HashSet<>();
    Stream.concat(type.getAllRawInterfaces().stream(), type.getAllRawSuperclasses().stream())
        .filter(parent -> !product.contain(parent.getName()))
        .flatMap(parent -> parent.getMethods().stream())
        .map(JavaMethod::getName)
        .forEach(fromOutside::add);
    type.getMethods().stream()
        .filter(method -> fromOutside.contains(method.getName()))
        .forEach(this::add);
  }

  private void dispatch(AccessTarget.CodeUnitAccessTarget target, JavaClass type) {
    if (type.isAssignableTo(target.getOwner().getName())) {
      List<String> parameters =
          target.getRawParameterTypes().stream().map(JavaClass::getName).toList();
      type.getAllMethods().stream()
          .filter(method -> method.getName().equals(target.getName()))
          .filter(method ->
              method.getRawParameterTypes().stream()
                  .map(JavaClass::getName)
                  .toList()
                  .equals(parameters))
          .filter(method -> product.contain(method.getOwner().getName()))
          .forEach(this::add);
    }
  }

  private void add(JavaCodeUnit unit) {
    if (reached.add(unit)) {
      touch(unit.getOwner());
      open.push(unit);
    }
  }
}
