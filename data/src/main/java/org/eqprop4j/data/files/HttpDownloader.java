package org.eqprop4j.data.files;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Downloads over HTTP and HTTPS, with a progress bar on the standard error stream. */
public final class HttpDownloader implements Downloader {
  private static final long POLL_MILLIS = 100;

  private final HttpClient client;
  private final Duration patience;

  /** Waits at most 15 s for a connection and 30 s for further bytes. */
  public HttpDownloader() {
    this(Duration.ofSeconds(15), Duration.ofSeconds(30));
  }

  /**
   * Creates a downloader.
   *
   * @param connect longest wait for a connection
   * @param patience longest wait for further bytes; a slow download may take as long as it likes
   */
  public HttpDownloader(Duration connect, Duration patience) {
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(connect)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    this.patience = patience;
  }

  @Override
  public void download(URI address, Path target) throws IOException {
    AtomicLong length = new AtomicLong(-1);
    CompletableFuture<HttpResponse<Path>> response =
        client.sendAsync(
            HttpRequest.newBuilder(address).build(),
            head -> {
              if (head.statusCode() != 200) {
                return BodySubscribers.replacing(target);
              }
              length.set(head.headers().firstValueAsLong("Content-Length").orElse(-1));
              return BodySubscribers.ofFile(
                  target, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
            });
    try (ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName(Path.of(address.getPath()).getFileName().toString())
            .setInitialMax(-1)
            // No colours: they would be control characters in a log file.
            .setStyle(ProgressBarStyle.ASCII)
            .setUnit(" KiB", 1024)
            .build()) {
      int status = await(response, target, length, bar).statusCode();
      if (status != 200) {
        throw new IOException("expected HTTP status 200, found " + status);
      }
      bar.stepTo(Files.size(target));
    } finally {
      response.cancel(true);
    }
  }

  /** Watches the file grow: a time limit on the request would also end slow downloads. */
  private HttpResponse<Path> await(
      CompletableFuture<HttpResponse<Path>> response,
      Path target,
      AtomicLong length,
      ProgressBar bar)
      throws IOException {
    long size = 0;
    long grown = System.nanoTime();
    while (true) {
      try {
        return response.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        long now = Files.size(target);
        if (now != size) {
          size = now;
          grown = System.nanoTime();
          bar.maxHint(length.get()).stepTo(size);
        } else if (System.nanoTime() - grown > patience.toNanos()) {
          throw new HttpTimeoutException("no further bytes within " + patience.toSeconds() + " s");
        }
      } catch (ExecutionException e) {
        throw explained(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
    }
  }

  private static IOException explained(Throwable cause) {
    // The client's ConnectException has no message of its own.
    String what =
        cause instanceof ConnectException
            ? "no connection"
            : Objects.requireNonNullElse(cause.getMessage(), cause.toString());
    return new IOException(what, cause);
  }
}
