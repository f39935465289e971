# syntax=docker/dockerfile:1
# The image of all tasks: `process`, `sweep` and the commands for people. Neither shell nor package
# manager; runs as nobody, with a read-only file system (docs/adr/0030).
#   docker build --platform linux/arm64 --tag ninety .
#   docker run --rm --read-only ninety --version
# The training run of the cache (docs/adr/0031) is of the architecture that is built: on a machine of
# that architecture it takes seconds, emulated minutes.
ARG MAVEN_IMAGE=docker.io/library/maven:3.9-eclipse-temurin-25
ARG JDK_IMAGE=docker.io/library/eclipse-temurin:25-jdk
ARG BASE_IMAGE=gcr.io/distroless/base-nossl-debian12:nonroot

# The jar is the same for every architecture.
FROM --platform=$BUILDPLATFORM ${MAVEN_IMAGE} AS jar
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 scripts/build

FROM ${JDK_IMAGE} AS runtime
WORKDIR /src
COPY scripts/jdk scripts/image-runtime scripts/
COPY --from=jar /src/processor/target/ninety.jar ninety.jar
# Where it will be: the cache holds for this place only.
RUN scripts/image-runtime /opt/ninety ninety.jar

# The C library, the time zones and root certificates; the JVM needs no other library.
FROM ${BASE_IMAGE}
LABEL org.opencontainers.image.title="ninety" \
      org.opencontainers.image.description="Watches the users of AWS IAM Identity Center for the 90-day rules of PCI DSS." \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=runtime /opt/ninety /opt/ninety
ENV LANG=C.UTF-8
# In numbers, so that an orchestrator can see that it is not root.
USER 65532:65532
ENTRYPOINT ["/opt/ninety/bin/java", "@/opt/ninety/ninety.options"]
CMD ["--help"]
