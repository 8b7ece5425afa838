package io.pouw.network;

import io.pouw.security.TrafficClass;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which class of traffic a topic belongs to, by its first word: the part before the first {@code
 * /}, {@code .} or {@code :}. What is not listed is {@link TrafficClass#NORMAL}.
 */
public record TopicClasses(Map<String, TrafficClass> classes) {
  public TopicClasses {
    classes = Map.copyOf(classes);
  }

  public static TopicClasses defaults() {
    var classes = new TreeMap<String, TrafficClass>();
    for (String topic : new String[] {"consensus", "vote", "proposal"})
      classes.put(topic, TrafficClass.CONSENSUS);
    for (String topic : new String[] {"update", "state", "blob", "chunk", "data", "sync"})
      classes.put(topic, TrafficClass.BULK);
    return new TopicClasses(classes);
  }

  /** The same with another class for the topics that begin with this word. */
  public TopicClasses with(String firstWord, TrafficClass traffic) {
    var changed = new TreeMap<>(classes);
    changed.put(firstWord, traffic);
    return new TopicClasses(changed);
  }

  public TrafficClass of(String topic) {
    for (int i = 0; i < topic.length(); i++) {
      char c = topic.charAt(i);
      if (c == '/' || c == '.' || c == ':')
        return classes.getOrDefault(topic.substring(0, i), TrafficClass.NORMAL);
    }
    return classes.getOrDefault(topic, TrafficClass.NORMAL);
  }
}
