using System.Text.Json;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>A postal address as Meta's address form has it (India and Singapore): what a person answered, or what the form begins with.</summary>
public sealed record ShippingAddress
{
    /// <summary>Who receives.</summary>
    public string? Name { get; init; }

    /// <summary>The receiver's number.</summary>
    public string? PhoneNumber { get; init; }

    /// <summary>India's postal code.</summary>
    public string? InPinCode { get; init; }

    /// <summary>Singapore's postal code.</summary>
    public string? SgPostCode { get; init; }

    /// <summary>The house's number.</summary>
    public string? HouseNumber { get; init; }

    /// <summary>The floor.</summary>
    public string? FloorNumber { get; init; }

    /// <summary>The tower.</summary>
    public string? TowerNumber { get; init; }

    /// <summary>The flat.</summary>
    public string? UnitNumber { get; init; }

    /// <summary>The building's name.</summary>
    public string? BuildingName { get; init; }

    /// <summary>The street.</summary>
    public string? Address { get; init; }

    /// <summary>A landmark, or the part of the town.</summary>
    public string? LandmarkArea { get; init; }

    /// <summary>The city.</summary>
    public string? City { get; init; }

    /// <summary>The state.</summary>
    public string? State { get; init; }

    /// <summary>Says that it is an address, and not whose.</summary>
    public override string ToString() => nameof(ShippingAddress);

    internal static ShippingAddress? Read(JsonElement values)
    {
        var read = new ShippingAddress
        {
            Name = values.Text("name"),
            PhoneNumber = values.Text("phone_number"),
            InPinCode = values.Text("in_pin_code"),
            SgPostCode = values.Text("sg_post_code"),
            HouseNumber = values.Text("house_number"),
            FloorNumber = values.Text("floor_number"),
            TowerNumber = values.Text("tower_number"),
            UnitNumber = values.Text("unit_number"),
            BuildingName = values.Text("building_name"),
            Address = values.Text("address"),
            LandmarkArea = values.Text("landmark_area"),
            City = values.Text("city"),
            State = values.Text("state"),
        };

        return read == new ShippingAddress() ? null : read;
    }
}
