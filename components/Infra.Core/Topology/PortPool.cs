using System.Buffers.Binary;
using Infra.Core.Catalog;

namespace Infra.Core.Topology;

/// <summary>A project's ports: from its base port upwards, the lowest free one first.</summary>
internal sealed class PortPool(int basePort, IEnumerable<int> taken)
{
    // Base ports are multiples of 100 and end well below the end of the range: at least 2,000 ports for every project.
    private const int Step = 100;
    internal const int LastBase = 28000;

    private readonly HashSet<int> _taken = [.. taken];
    private int _next = basePort;

    /// <summary>Number of ports assigned so far.</summary>
    internal int Taken => _taken.Count;

    /// <summary>A project's base port: derived from its name, the same in every run.</summary>
    internal static int BaseFor(string project)
    {
        var drawn = BinaryPrimitives.ReadUInt32BigEndian(Stable.Sha256($"infra-base-port\n{project}"));
        const int bases = ((LastBase - ReservedPorts.FirstService) / Step) + 1;
        return ReservedPorts.FirstService + (Step * (int)(drawn % bases));
    }

    /// <summary>Returns the lowest free port, or null if there is none.</summary>
    internal int? Take()
    {
        while (_next <= ReservedPorts.LastService)
        {
            var port = _next++;
            if (ReservedPorts.IsForServices(port) && _taken.Add(port))
            {
                return port;
            }
        }

        return null;
    }
}
