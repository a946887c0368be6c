package org.eqprop4j.analog.engine.ngspice;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Where a 64-bit little-endian ELF library keeps the addresses of the functions that it imports.
 * See the System V ABI: section headers, symbol and relocation tables. Files of other kinds have no
 * imports here.
 */
final class ElfImports {
  private static final int MAGIC = 0x464c457f;
  private static final int RELOCATIONS = 4;
  private static final int DYNAMIC_SYMBOLS = 11;

  private record Section(int type, int link, long offset, long size) {}

  private final ByteBuffer file;
  private final List<Section> sections = new ArrayList<>();

  ElfImports(Path path) throws IOException {
    file = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
    if (file.limit() < 64 || file.getInt(0) != MAGIC || file.get(4) != 2 || file.get(5) != 1) {
      return;
    }
    int size = file.getShort(58);
    int count = file.getShort(60);
    for (int i = 0; i < count; i++) {
      int at = (int) file.getLong(40) + i * size;
      sections.add(
          new Section(
              file.getInt(at + 4),
              file.getInt(at + 40),
              file.getLong(at + 24),
              file.getLong(at + 32)));
    }
  }

  /** Places, relative to where the library is loaded, that hold the address of a function. */
  List<Long> placesOf(String function) {
    List<Long> places = new ArrayList<>();
    for (Section section : sections) {
      if (section.type() == RELOCATIONS && isOfDynamicSymbols(section)) {
        for (long at = section.offset(); at < section.offset() + section.size(); at += 24) {
          int symbol = (int) (file.getLong((int) at + 8) >>> 32);
          if (symbol != 0 && name(sections.get(section.link()), symbol).equals(function)) {
            places.add(file.getLong((int) at));
          }
        }
      }
    }
    return places;
  }

  private boolean isOfDynamicSymbols(Section relocations) {
    return relocations.link() < sections.size()
        && sections.get(relocations.link()).type() == DYNAMIC_SYMBOLS;
  }

  /** The address of a function that the library exports, relative to where it is loaded. */
  OptionalLong addressOf(String function) {
    for (Section section : sections) {
      for (int s = 1; section.type() == DYNAMIC_SYMBOLS && s < section.size() / 24; s++) {
        long address = file.getLong((int) section.offset() + s * 24 + 8);
        if (address != 0 && name(section, s).equals(function)) {
          return OptionalLong.of(address);
        }
      }
    }
    return OptionalLong.empty();
  }

  private String name(Section symbols, int symbol) {
    int nameAt = file.getInt((int) symbols.offset() + symbol * 24);
    StringBuilder name = new StringBuilder();
    for (int at = (int) sections.get(symbols.link()).offset() + nameAt; file.get(at) != 0; at++) {
      name.append((char) file.get(at));
    }
    return name.toString();
  }
}
